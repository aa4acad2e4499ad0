namespace Concord;

/// <summary>Which of the distances between two slides orders an answer. A is the query, B the slide it is compared with.</summary>
public enum SlideRanking
{
    /// <summary>The mean of both directions.</summary>
    Symmetric,

    /// <summary>The median, over the query's tiles, of the distance to the nearest tile of the other slide: is all of the query there?</summary>
    QueryToSlide,

    /// <summary>The median, over the other slide's tiles, of the distance to the query's nearest tile: is all of it in the query?</summary>
    SlideToQuery,
}
