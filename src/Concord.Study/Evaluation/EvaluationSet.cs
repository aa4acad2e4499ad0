namespace Concord.Study;

/// <summary>Who asks and who may answer.</summary>
/// <param name="Queries">Labelled tiles.</param>
/// <param name="Archive">Labelled tiles; the same as the queries when there is no split.</param>
/// <param name="Unlabelled">Tiles left out of both because they lack the label.</param>
internal sealed record EvaluationSet(IReadOnlyList<EvaluationTile> Queries, IReadOnlyList<EvaluationTile> Archive, int Unlabelled)
{
    internal static EvaluationSet Choose(IReadOnlyList<EvaluationTile> tiles, EvaluationOptions options)
    {
        var labelled = tiles.Where(tile => tile.Label is not null).ToList();
        if (labelled.Count == 0)
            throw new ConcordArgumentException($"no {options.Noun} has a label named \"{options.LabelName}\"; index with a labels.csv that has this column");
        var unlabelled = tiles.Count - labelled.Count;
        if (!options.UseSplit) return new EvaluationSet(labelled, labelled, unlabelled);
        var set = new EvaluationSet([.. OfSplit(labelled, "test")], [.. OfSplit(labelled, "train")], unlabelled);
        if (set.Queries.Count == 0 || set.Archive.Count == 0)
            throw new ConcordArgumentException(
                $"{set.Queries.Count} labelled {options.Noun}s have the split \"test\" and {set.Archive.Count} \"train\"; both are needed");
        return set;
    }

    private static IEnumerable<EvaluationTile> OfSplit(IEnumerable<EvaluationTile> tiles, string split) =>
        tiles.Where(tile => string.Equals(tile.Split, split, StringComparison.OrdinalIgnoreCase));
}
