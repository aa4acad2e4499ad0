namespace Concord.Study;

/// <summary>A query shown in the report with what was found for it.</summary>
/// <param name="Tile">Its id in the collection.</param>
/// <param name="Label">Its label.</param>
public sealed record QueryExample(long Tile, string Label)
{
    public required string Slide { get; init; }

    public required string Case { get; init; }

    public required string Patient { get; init; }

    public string? Centre { get; init; }

    /// <summary>Null when the file cannot be read any more.</summary>
    public required ReportPicture? Picture { get; init; }

    public required IReadOnlyList<HitExample> Hits { get; init; }

    public required IReadOnlyList<SeriesExample> Series { get; init; }

    /// <summary>How the hits were found.</summary>
    public required SearchFacts Facts { get; init; }

    /// <summary>Time of the search, without reading the images.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>Why there are fewer hits than asked, or null.</summary>
    public string? Shortfall { get; init; }
}
