namespace Concord.Study;

/// <summary>All that the page and the text of an evaluation show.</summary>
/// <param name="Collection">Its name, as the user would type it.</param>
/// <param name="Runs">The spaces evaluated and their figures: one, or baseline and other.</param>
public sealed record EvaluationPageData(string Collection, IReadOnlyList<(string Space, EvaluationReport Report)> Runs)
{
    /// <summary>What the second run changes; null with one run.</summary>
    public SpaceComparison? Comparison { get; init; }

    /// <summary>The evaluation of slides that <see cref="Runs"/> is of; null when tiles asked.</summary>
    public SlideEvaluation? Slides { get; init; }

    /// <summary>Bars of all runs.</summary>
    public Figure Precision => Comparison is { } comparison
        ? PrecisionFigure.Draw(comparison, Runs[0].Space, Runs[1].Space) : PrecisionFigure.Draw(Runs[0].Report);

    internal string Noun => Runs[0].Report.Options.Noun;

    /// <summary>Set, search and cost of a run, as name and value.</summary>
    internal IEnumerable<(string Name, string Value)> Facts(EvaluationReport report)
    {
        var (options, cost) = (report.Options, report.Cost);
        yield return ("Queries", $"{report.Queries} {Noun}s");
        yield return ("Could answer", $"{report.Archive} {Noun}s");
        yield return ("Patients", $"{report.Patients}");
        yield return ("Label", options.LabelName);
        yield return ("Excluded", PatientRule.Name(options.Exclude));
        yield return ("Split", options.Split is { } split ? Path.GetFileName(split.Path) : (options.UseSplit ? "stored with the slides" : "none: every one asks and answers"));
        yield return ("Space", report.Space);
        yield return ("Search", report.Exact ? "exact: every row compared" : "approximate");
        yield return ("Search a query", Invariant($"{cost.SearchMilliseconds:0.###} ms"));
        yield return ("Bytes a vector", Invariant($"{cost.BytesPerVector}"));
        yield return ("Indexing a slide", cost.IndexSecondsPerSlide is { } seconds ? Invariant($"{seconds:0.###} s (mean of {cost.IndexedSlides})") : "not recorded");
    }

    /// <summary>What centre and approximation do to the figures, in sentences.</summary>
    internal static IEnumerable<string> Remarks(EvaluationReport report)
    {
        if (report.CentreBias is { } bias)
        {
            yield return Invariant($"{100 * bias.SameCentreShare:0.0} % of the first {bias.K} neighbours come from the query’s centre, {100 * bias.Chance:0.0} % would by chance; ")
                + (bias.RobustnessIndex is { } index ? Invariant($"the robustness index is {index:0.00}.") : "no neighbour of another class came from the query’s centre, so there is no robustness index.");
        }

        if (report.Loss is { } loss)
        {
            yield return "Against exact search: " + string.Join(", ", report.Options.Ks.Select(k =>
                Invariant($"recall@{k} {loss.RecallAtK[k]:0.0000} (P@{k} {loss.PrecisionChange[k]:+0.0000;-0.0000;0})"))) + ".";
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
