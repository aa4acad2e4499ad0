namespace Concord.Indexing;

/// <summary>Why a tile of a slide was left out. Values are written into records and never reused.</summary>
public enum DropReason
{
    /// <summary>It was kept.</summary>
    None = 0,

    /// <summary>More than half of it lies outside the slide.</summary>
    Edge = 1,

    /// <summary>The tissue mask has too little tissue there.</summary>
    NoTissue = 2,

    /// <summary>It lies outside the annotations asked for.</summary>
    Annotation = 3,

    /// <summary>Its pixels are nearly all glass.</summary>
    Blank = 4,

    /// <summary>It has marker on it.</summary>
    Pen = 5,

    /// <summary>It is out of focus.</summary>
    Blur = 6,
}
