namespace Concord.Study;

/// <summary>Two spaces that a collection has already: a model's and the one an adapter of the collection derived from it.</summary>
internal static class StoredAdapter
{
    /// <summary>More tiles than this are thinned evenly for the maps; the precision is of all.</summary>
    private const int MostTiles = 2_000;

    internal static EmbeddingPair Run(Collection collection, Space before, Space after, string labelName, CancellationToken cancel)
    {
        var held = collection.SlidesIn(after).Intersect(collection.SlidesIn(before)).ToHashSet();
        var all = collection.Tiles().Where(tile => held.Contains(tile.SlideInfo.Id)).ToList();
        var shown = Math.Min(MostTiles, all.Count);
        var tiles = Enumerable.Range(0, shown).Select(i => all[(int)(((2L * i) + 1) * all.Count / (2L * shown))]).ToList();
        long[] ids = [.. tiles.Select(tile => tile.Id)];
        var learnt = collection.AdapterOf(after)?.Card.Split;
        var split = learnt == "train" && all.Any(tile => tile.Split == "test");
        var labelled = all.Any(tile => tile.Labels.ContainsKey(labelName));
        return new EmbeddingPair
        {
            Tiles = tiles,
            Before = collection.VectorsOf(before, ids),
            After = collection.VectorsOf(after, ids),
            Trained = all.Where(tile => learnt is null || tile.Split == learnt).Select(tile => tile.Id).ToHashSet(),
            Comparison = labelled ? Evaluator.Compare(collection, before, after, new EvaluationOptions { LabelName = labelName, UseSplit = split }, cancel: cancel) : null,
            Design = split ? $"Space {after.Name}: its adapter was trained on the tiles of split \"train\"; those of \"test\" asked for their nearest among these."
                : $"Space {after.Name}: its adapter was trained on tiles that are judged here too, so the figures after it flatter it. Train with --split to see what it learnt.",
        };
    }
}
