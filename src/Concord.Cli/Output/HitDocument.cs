namespace Concord.Cli.Output;

/// <summary>One row of an answer as JSON. Scripts rely on these names.</summary>
internal static class HitDocument
{
    /// <param name="hit">The hit.</param>
    /// <param name="slides">For a hit of radiology, the slides of its case; null for tissue.</param>
    internal static object From(Hit hit, IEnumerable<SlideInfo>? slides) => new
    {
        rank = hit.Rank,
        distance = hit.Distance,
        tile = hit.Tile,
        slide = hit.Slide,
        @case = hit.Case,
        patient = hit.Patient,
        centre = hit.Centre,
        labels = hit.Labels,
        x = hit.X,
        y = hit.Y,
        width = hit.Width,
        height = hit.Height,
        file = hit.File,
        series = hit.Series.Select(series => new { modality = series.Modality, contrast = series.Contrast, file = series.Path }).ToList(),
        slides = slides?.Select(CaseDocument.From).ToList(),
    };

    internal static object From(SearchFacts facts) => new
    {
        exact = facts.Exact,
        nprobe = facts.Nprobe,
        lists = facts.Lists,
        rows = facts.Rows,
        expected_recall = facts.ExpectedRecall,
        device = DeviceDocument.From(facts.Device),
    };
}
