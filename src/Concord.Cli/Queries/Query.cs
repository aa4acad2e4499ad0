namespace Concord.Cli.Queries;

/// <summary>What is looked for: a vector, and whose relative it is.</summary>
/// <param name="Vector">Of the space that is searched.</param>
/// <param name="Name">What people call it: a file, a tile.</param>
internal sealed record Query(ReadOnlyMemory<float> Vector, string Name)
{
    /// <summary>The tile of the collection that it is, when it is one.</summary>
    internal TileInfo? Tile { get; init; }

    /// <summary>The slide of the collection that it lies on; null for a query from outside.</summary>
    internal SlideInfo? Slide { get; init; }

    /// <summary>The region of a slide that it is, when it is one, how many tiles of it were embedded, and its micrometres a level-0 pixel.</summary>
    internal (SlideRegion Place, int Tiles, double Mpp)? Region { get; init; }

    /// <summary>The file of a query from outside.</summary>
    internal string? File { get; init; }

    /// <summary>The pixels of the query, for showing; null when it is a vector from outside.</summary>
    internal RgbImage? Image { get; init; }

    /// <summary>Whose relative it is, in the sense of an exclusion; null when that is not known.</summary>
    internal string? Group(Exclusion exclude) => exclude switch
    {
        Exclusion.Slide => Slide?.Name,
        Exclusion.Case => Slide?.Case,
        Exclusion.Patient => Slide?.Patient,
        Exclusion.Centre => Slide?.Centre,
        _ => null,
    };
}
