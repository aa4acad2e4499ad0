namespace Concord.Study;

/// <summary>Two evaluations that were kept as files: what the second changes.</summary>
/// <param name="Changes">Every metric at every K that both have. Intervals only where both files hold a record for each query.</param>
/// <param name="Paired">Whether both do, so that the queries are known to be the same.</param>
/// <param name="Warnings">In what else the runs differ, and what could not be checked.</param>
public sealed record RunComparison(IReadOnlyList<MetricChange> Changes, bool Paired, IReadOnlyList<string> Warnings)
{
    private const int NamesShown = 3;

    /// <summary>Throws <see cref="ConcordArgumentException"/> when the runs did not ask the same queries, or share no K.</summary>
    /// <param name="baseline">The first.</param>
    /// <param name="other">The second.</param>
    /// <param name="draws">Of the bootstrap; 0 leaves intervals out.</param>
    public static RunComparison Of(EvaluationFile baseline, EvaluationFile other, int draws = 1000)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(other);
        var checkedDraws = new EvaluationOptions { Draws = draws }.Checked().Draws;
        int[] ks = [.. baseline.Ks.Intersect(other.Ks)];
        if (ks.Length == 0) throw new ConcordArgumentException($"{baseline.Path} has K = {string.Join(", ", baseline.Ks)} and {other.Path} K = {string.Join(", ", other.Ks)}: none in common");
        RequireSameQueries(baseline, other);
        var paired = baseline.Records is not null && other.Records is not null;
        var changes = paired ? OfRecords(baseline, other, ks, checkedDraws)
            : [.. MetricChange.Metrics.SelectMany(metric => ks.Select(k => new MetricChange(metric, k, new Change(baseline.Figure(metric, k), other.Figure(metric, k), null))))];
        return new RunComparison(changes, paired, [.. Differences(baseline, other, paired), .. SpaceComparison.HoldingZero(changes)]);
    }

    private static void RequireSameQueries(EvaluationFile a, EvaluationFile b)
    {
        Same("unit", a.Unit, b.Unit);
        Same("label", a.Label, b.Label);
        Same("number of queries", $"{a.Queries}", $"{b.Queries}");
        Same("queries by class", Counts(a), Counts(b));
        if (a.Records is null || b.Records is null) return;
        var (ours, theirs) = (Key(a.Records), Key(b.Records));
        string[] alone = [.. ours.Except(theirs).Concat(theirs.Except(ours)).Select(key => key.Query).Distinct().Order(StringComparer.Ordinal)];
        if (alone.Length > 0)
        {
            throw new ConcordArgumentException($"{a.Path} and {b.Path} did not ask the same: {alone.Length} queries stand in one only, or with another label or patient: "
                + string.Join("; ", alone.Take(NamesShown)) + (alone.Length > NamesShown ? "; …" : "") + ". Evaluate the same slides with the same labels in both");
        }

        void Same(string what, string ours, string theirs)
        {
            if (ours != theirs) throw new ConcordArgumentException($"{a.Path} and {b.Path} cannot be compared: {what} {ours} against {theirs}");
        }
    }

    private static string Counts(EvaluationFile file) => string.Join(", ", file.QueriesOfClass.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    private static HashSet<(string Query, string Label, string Patient)> Key(IReadOnlyList<QueryRecord> records) =>
        [.. records.Select(record => (record.Query, record.Label, record.Patient))];

    private static IReadOnlyList<MetricChange> OfRecords(EvaluationFile a, EvaluationFile b, int[] ks, int draws)
    {
        var other = b.Records!.ToDictionary(record => record.Query, StringComparer.Ordinal);
        return MetricFigures.Changes(
            [.. a.Records!.Select(record => record.ToOutcome())], [.. a.Records!.Select(record => other[record.Query].ToOutcome())], ks, draws, new EvaluationOptions().Seed);
    }

    private static IEnumerable<string> Differences(EvaluationFile a, EvaluationFile b, bool paired)
    {
        if (a.Excluded != b.Excluded) yield return $"The first excluded {a.Excluded}, the second {b.Excluded}: their figures answer different questions.";
        if (a.Archive != b.Archive) yield return $"{a.Archive} could answer in the first, {b.Archive} in the second.";
        if (a.Split != b.Split) yield return $"Only the {(a.Split ? "first" : "second")} used a split.";
        if (a.Exact != b.Exact) yield return $"The {(a.Exact ? "second" : "first")} searched approximately, the other exactly.";
        if (!paired) yield return "No intervals, and that the queries are the same was checked by their numbers only: write both files with --per-query.";
    }
}
