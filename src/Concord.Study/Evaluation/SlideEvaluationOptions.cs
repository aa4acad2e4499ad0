namespace Concord.Study;

/// <summary>What slides are evaluated by, beside <see cref="EvaluationOptions"/>.</summary>
public sealed record SlideEvaluationOptions
{
    /// <summary>Label, depths, exclusion, split, condition and draws; by <see cref="EvaluationOptions.Exact"/> the exact search alone is run, or the suggested one; null: both.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Which distance orders slides.</summary>
    public SlideRanking Ranking { get; init; } = SlideRanking.Symmetric;

    /// <summary>See <see cref="SlideQuery.TilesPerSlide"/>.</summary>
    public int? TilesPerSlide { get; init; }

    /// <summary>See <see cref="SlideQuery.Tiles"/>.</summary>
    public IReadOnlySet<long>? Tiles { get; init; }

    /// <summary>See <see cref="SlideQuery.Compare"/>; for the search whose recall is measured.</summary>
    public int? Compare { get; init; }
}
