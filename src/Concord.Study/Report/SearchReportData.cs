namespace Concord.Study;

/// <summary>One search, with the pictures to show for it.</summary>
/// <param name="Query">What was looked for, in words: a file, a tile.</param>
/// <param name="Collection">Where it was looked for.</param>
public sealed record SearchReportData(string Query, string Collection)
{
    /// <summary>Null for a vector from outside.</summary>
    public required ReportPicture? Picture { get; init; }

    /// <summary>The query's own label, or null when nothing is known of it; hits are marked against it.</summary>
    public string? Label { get; init; }

    public required IReadOnlyList<HitExample> Hits { get; init; }

    /// <summary>How the hits were found, in words.</summary>
    public required string Facts { get; init; }

    public LabelVote? Vote { get; init; }

    /// <summary>Why there are fewer hits than asked, or null.</summary>
    public string? Shortfall { get; init; }
}
