namespace Concord.Study;

/// <summary>Says when there are too few patients for a figure to mean much.</summary>
internal static class PatientRule
{
    /// <summary>Below this many patients in all, or this many in a class, the figures are flagged.</summary>
    private const int FewPatients = 10;

    private const int FewInClass = 5;

    internal static IReadOnlyList<string> Warnings(EvaluationSet set, Candidates candidates, EvaluationOptions options)
    {
        var warnings = new List<string>();
        var tiles = set.Queries.Union(set.Archive).ToList();
        AddFewPatients(warnings, tiles, options);
        AddThinClasses(warnings, tiles);
        AddLost(warnings, set, candidates, options);
        AddNoCentre(warnings, set, options);
        if (options.UseSplit) AddBothSides(warnings, set, options);
        if (set.Unlabelled > 0) warnings.Add($"{set.Unlabelled} {options.Noun}s have no \"{options.LabelName}\" and took no part.");
        return warnings;
    }

    private static void AddFewPatients(List<string> warnings, List<EvaluationTile> tiles, EvaluationOptions options)
    {
        var patients = tiles.Select(tile => tile.Patient).Distinct().Count();
        if (patients >= FewPatients) return;
        var consequence = options.Exclude is Exclusion.Patient or Exclusion.Centre
            ? $"with the patient excluded a class can lose nearly all its {options.Noun}s"
            : $"neighbours are mostly {options.Noun}s of the query's own patient";
        warnings.Add($"{Count(patients, "patient")} only: {consequence}; these figures say little about other patients.");
    }

    private static void AddThinClasses(List<string> warnings, List<EvaluationTile> tiles)
    {
        var thin = tiles.GroupBy(tile => tile.Label!)
            .Select(c => (Label: c.Key, Patients: c.Select(tile => tile.Patient).Distinct().Count()))
            .Where(c => c.Patients < FewInClass).OrderBy(c => c.Label, StringComparer.Ordinal).ToList();
        if (thin.Count == 0) return;
        warnings.Add($"Few patients in a class: {string.Join(", ", thin.Select(c => $"{c.Label} {c.Patients}"))}.");
    }

    /// <summary>A class that loses most of its archive to the exclusion is searched under other odds than the table suggests.</summary>
    private static void AddLost(List<string> warnings, EvaluationSet set, Candidates candidates, EvaluationOptions options)
    {
        if (options.Exclude == Exclusion.None) return;
        var all = new Candidates(set.Archive, Exclusion.None);
        var gone = set.Queries.Count(query => candidates.SameLabel(query) == 0);
        var most = set.Queries.Count(query => candidates.SameLabel(query) < 0.5 * all.SameLabel(query));
        var excluded = Name(options.Exclude);
        if (gone > 0)
            warnings.Add($"{gone} of {set.Queries.Count} queries have no {options.Noun} of their class left once their {excluded} is excluded; they count as 0.");
        if (most > gone)
            warnings.Add($"{most} of {set.Queries.Count} queries lose more than half of their class once their {excluded} is excluded.");
    }

    private static void AddNoCentre(List<string> warnings, EvaluationSet set, EvaluationOptions options)
    {
        var without = set.Queries.Count(query => query.Centre is null);
        if (options.Exclude == Exclusion.Centre && without > 0)
            warnings.Add($"{without} of {set.Queries.Count} queries have no centre: of these only the patient is excluded.");
    }

    private static void AddBothSides(List<string> warnings, EvaluationSet set, EvaluationOptions options)
    {
        var both = set.Queries.Select(tile => tile.Patient).Intersect(set.Archive.Select(tile => tile.Patient), StringComparer.Ordinal).Count();
        if (both > 0)
        {
            warnings.Add($"{Count(both, "patient")} on both sides of the split: "
                + (options.Exclude is Exclusion.Patient or Exclusion.Centre ? "left out for each query, but what was trained on \"train\" has seen them." : "their queries find themselves again."));
        }

        if (set.UnmatchedSplits > 0) warnings.Add($"{set.UnmatchedSplits} of {options.Split!.Count} names in {options.Split.Path} are not in the collection.");
    }

    internal static string Name(Exclusion exclusion) => exclusion switch
    {
        Exclusion.None => "none",
        Exclusion.Slide => "slide",
        Exclusion.Case => "case",
        Exclusion.Centre => "centre",
        _ => "patient",
    };

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
