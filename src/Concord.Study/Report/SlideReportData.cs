namespace Concord.Study;

/// <summary>A search for slides, with the pictures to show for it.</summary>
/// <param name="Query">The query slide's name.</param>
/// <param name="Collection">Where it was looked for.</param>
public sealed record SlideReportData(string Query, string Collection)
{
    /// <summary>Null when the file cannot be read.</summary>
    public required ReportPicture? Picture { get; init; }

    /// <summary>The query's own label, or null; hits are marked against it.</summary>
    public string? Label { get; init; }

    /// <summary>How the hits were found, in words.</summary>
    public required string Facts { get; init; }

    /// <summary>Why there are fewer hits than asked, or null.</summary>
    public string? Shortfall { get; init; }

    public LabelVote? Vote { get; init; }

    /// <summary>Nearest first.</summary>
    public required IReadOnlyList<SlideExample> Hits { get; init; }
}

/// <summary>One slide of the answer.</summary>
/// <param name="Hit">The hit.</param>
/// <param name="Label">Its label, or null.</param>
/// <param name="Picture">The slide; null when its file cannot be read.</param>
/// <param name="Pairs">The evidence with its pictures.</param>
/// <param name="Series">The linked contrasts, in one order for all hits; those the case lacks have no picture.</param>
public sealed record SlideExample(
    SlideHit Hit, string? Label, ReportPicture? Picture, IReadOnlyList<PairExample> Pairs, IReadOnlyList<SeriesExample> Series);

/// <summary>A pair of tiles side by side.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Query">The query's tile.</param>
/// <param name="Found">The hit's tile.</param>
public sealed record PairExample(TilePair Pair, ReportPicture? Query, ReportPicture? Found);
