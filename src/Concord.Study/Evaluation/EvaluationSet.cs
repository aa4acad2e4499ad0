using Concord.Indexing;

namespace Concord.Study;

/// <summary>Who asks and who may answer.</summary>
/// <param name="Queries">Labelled tiles.</param>
/// <param name="Archive">Labelled tiles; the same as the queries when there is no split.</param>
/// <param name="Unlabelled">Tiles left out of both because they lack the label.</param>
internal sealed record EvaluationSet(IReadOnlyList<EvaluationTile> Queries, IReadOnlyList<EvaluationTile> Archive, int Unlabelled)
{
    /// <summary>Names of a given split that nothing here has.</summary>
    internal int UnmatchedSplits { get; private init; }

    internal static EvaluationSet Choose(IReadOnlyList<EvaluationTile> tiles, EvaluationOptions options)
    {
        var labelled = tiles.Where(tile => tile.Label is not null).ToList();
        if (labelled.Count == 0)
            throw new ConcordArgumentException($"no {options.Noun} has a label named \"{options.LabelName}\"; index with a labels.csv that has this column");
        var unlabelled = tiles.Count - labelled.Count;
        if (!options.UseSplit && options.Split is null) return new EvaluationSet(labelled, labelled, unlabelled);
        if (options.Split is { } table) labelled = Resplit(labelled, table);
        var set = new EvaluationSet([.. OfSplit(labelled, "test")], [.. OfSplit(labelled, "train")], unlabelled)
        {
            UnmatchedSplits = options.Split?.Unmatched(tiles.Select(tile => Name(options.Split, tile)).ToHashSet(StringComparer.Ordinal)) ?? 0,
        };
        if (set.Queries.Count == 0 || set.Archive.Count == 0)
            throw new ConcordArgumentException(
                $"{set.Queries.Count} labelled {options.Noun}s have the split \"test\" and {set.Archive.Count} \"train\"; both are needed"
                + (options.Split is null ? "" : $". {options.Split.Path} names rows by {options.Split.Key}, {set.UnmatchedSplits} of {options.Split.Count} of which are not here"));
        return set;
    }

    private static List<EvaluationTile> Resplit(List<EvaluationTile> tiles, SplitTable table) =>
        [.. tiles.Select(tile => tile with { Split = table.Of(tile.Id, tile.Slide, tile.Case, tile.Patient) })];

    private static string Name(SplitTable table, EvaluationTile tile) => table.Name(tile.Id, tile.Slide, tile.Case, tile.Patient);

    private static IEnumerable<EvaluationTile> OfSplit(IEnumerable<EvaluationTile> tiles, string split) =>
        tiles.Where(tile => string.Equals(tile.Split, split, StringComparison.OrdinalIgnoreCase));
}
