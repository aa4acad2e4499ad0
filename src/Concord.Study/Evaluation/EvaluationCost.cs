namespace Concord.Study;

/// <summary>What the answers cost: published validations ask for it beside accuracy (arXiv:2408.01570).</summary>
/// <param name="SearchMilliseconds">A query, all queries of the evaluation searched in batches.</param>
/// <param name="BytesPerVector">Stored.</param>
public sealed record EvaluationCost(double SearchMilliseconds, int BytesPerVector)
{
    /// <summary>Slides of the indexing runs that the collection has a record of.</summary>
    public long IndexedSlides { get; init; }

    /// <summary>Seconds a slide took in these; null when there is no record, as of imported vectors and derived spaces.</summary>
    public double? IndexSecondsPerSlide { get; init; }

    internal static EvaluationCost Of(int queries, double searchMilliseconds, int bytesPerVector, (long Slides, TimeSpan Took)? indexing) =>
        new(queries == 0 ? 0 : searchMilliseconds / queries, bytesPerVector)
        {
            IndexedSlides = indexing?.Slides ?? 0,
            IndexSecondsPerSlide = indexing is { } runs ? runs.Took.TotalSeconds / runs.Slides : null,
        };
}
