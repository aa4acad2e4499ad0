namespace Concord.Study;

/// <summary>One hit under a query.</summary>
public sealed record HitExample(int Rank, float Distance, string? Label, bool Matches)
{
    public required string Slide { get; init; }

    public required string Case { get; init; }

    public string? Centre { get; init; }

    /// <summary>What orders the hits, in words; null: the distance.</summary>
    public string? Measure { get; init; }

    /// <summary>Where the tile lies on its slide, in words; null where it is all of it.</summary>
    public string? Place { get; init; }

    /// <summary>Null when the file cannot be read any more.</summary>
    public required ReportPicture? Picture { get; init; }

    /// <summary>The linked contrasts in one order for all hits; empty when the collection links no radiology.</summary>
    public required IReadOnlyList<SeriesExample> Series { get; init; }
}
