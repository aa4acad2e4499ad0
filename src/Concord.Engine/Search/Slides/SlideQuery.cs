using Concord.Interop;

namespace Concord;

/// <summary>A slide whose like is looked for: one of the collection, or tiles from outside.</summary>
public sealed record SlideQuery
{
    /// <summary>Id of a slide of the collection. Null: the query is <see cref="Vectors"/>.</summary>
    public long? Slide { get; init; }

    /// <summary>Tiles from outside, row by row, each <see cref="SpaceIdentity.Dimension"/> finite elements of the space.</summary>
    public ReadOnlyMemory<float> Vectors { get; init; }

    /// <summary>Where the tiles of <see cref="Vectors"/> lie, one for each; empty when that is not known.</summary>
    public IReadOnlyList<TileBox> Places { get; init; } = [];

    /// <summary>Slides wanted; cases with <see cref="OnePerCase"/>.</summary>
    public int K { get; init; } = 5;

    /// <summary>A condition on labels and hierarchy. Where it speaks of labels of tiles, only the tiles that meet it are compared.</summary>
    public string? Where { get; init; }

    /// <summary>Only these tiles take part, those of the query slide and those of the others; null: all.</summary>
    public IReadOnlySet<long>? Tiles { get; init; }

    /// <summary>Relatives of the query that are left out. The query slide itself always is.</summary>
    public Exclusion Exclude { get; init; } = Exclusion.Patient;

    /// <summary>The patient (or case, slide, centre according to <see cref="Exclude"/>) of a query from outside.</summary>
    public string? QueryGroup { get; init; }

    /// <summary>Which distance orders the answer.</summary>
    public SlideRanking Ranking { get; init; } = SlideRanking.Symmetric;

    /// <summary>Only the nearest slide of each case is returned.</summary>
    public bool OnePerCase { get; init; }

    /// <summary>Pairs of tiles shown as evidence for each slide and kind; 0 to 1,000.</summary>
    public int Pairs { get; init; } = 3;

    /// <summary>True: every slide is compared. False: those that a search for tiles suggests. Null: every slide where that is cheap.</summary>
    public bool? Exact { get; init; }

    /// <summary>At least this many slides are compared when not all are; null leaves the choice to the collection.</summary>
    public int? Compare { get; init; }

    /// <summary>Tiles of a slide that take part, spread evenly over its tiles in order of id; null: all. An answer from fewer is not exact.</summary>
    public int? TilesPerSlide { get; init; }

    /// <summary>The distance that orders the answer.</summary>
    internal double Ranked(SlideDistance distance) => Ranking switch
    {
        SlideRanking.QueryToSlide => distance.AToB,
        SlideRanking.SlideToQuery => distance.BToA,
        _ => distance.Symmetric,
    };
}
