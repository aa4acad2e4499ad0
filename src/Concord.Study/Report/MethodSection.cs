namespace Concord.Study;

/// <summary>How it was done: model, space, search, time, and what the figures may be used for.</summary>
internal static class MethodSection
{
    internal static void Write(HtmlText page, DemoReportData data)
    {
        DemoReport.Heading(page, data, "method", "How this was done");
        var (space, input) = (data.Space, data.Space.Preprocessing);
        page.Markup("<dl class=\"facts wide\">");
        Fact(page, "Model", $"{data.Model} ({space.ModelId})");
        Fact(page, "Weights", $"SHA-256 {space.WeightsSha256}");
        Fact(page, "Input", $"{input.Width} × {input.Height} pixels, {input.Filter}");
        Fact(page, "Pooling", $"{space.Pooling.Mode}{(space.Pooling.Grid > 1 ? $" over a grid of {space.Pooling.Grid}" : "")}");
        Fact(page, "Vectors", $"{space.Dimension} elements, compared by {(space.Metric == Metric.L2 ? "squared Euclidean distance" : "cosine distance")}");
        if (space.Adapter is not null) Fact(page, "Adapter", space.Adapter);
        Fact(page, "Space", space.Id);
        if (data.Evaluation is { } evaluation) Fact(page, "Search", Search(evaluation));
        foreach (var (step, took) in data.Times) Fact(page, step, FormattableString.Invariant($"{took.TotalSeconds:0.0} s"));
        Fact(page, "Concord", data.Version);
        page.Markup("</dl>");
        page.Markup("<p>Vectors of two spaces are never compared. A distance has no unit and no threshold: it orders cases, it does not judge them.</p>");
        page.Markup("<p class=\"note\"><strong>Research use only.</strong> Concord finds images that look alike to a model. It does not diagnose or grade, "
            + "and its answers are no basis for a decision about a patient.</p>\n</section>");
    }

    private static string Search(EvaluationReport report) => FormattableString.Invariant(
        $"{(report.Exact ? "exact: every row compared" : "approximate")}; {report.Queries} queries in {report.SearchMilliseconds:0} ms");

    private static void Fact(HtmlText page, string name, string value) => page.Line($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
