namespace Concord;

/// <summary>
/// The slides worth comparing: a sample of the query's tiles each finds its nearest tiles, relatives of the query left out inside the scan, and
/// slides are ordered by how near these lie.
/// </summary>
/// <param name="Slides">Nearest first; further slides follow in order of id where fewer were found than wanted.</param>
/// <param name="Rows">Rows whose distance was computed.</param>
internal sealed record SlideCandidates(IReadOnlyList<long> Slides, long Rows)
{
    internal static SlideCandidates Rank(RowHits hits, Func<long, long> slideOf, IReadOnlyList<long> qualified, int wanted)
    {
        var allowed = qualified.ToHashSet();
        var scores = new Dictionary<long, double>();
        for (var q = 0; q < hits.Tiles.Length; q++) Add(scores, hits.Tiles[q], hits.Distances[q], slideOf, allowed);
        var found = scores.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Key).ToList();
        var rest = qualified.Where(slide => !scores.ContainsKey(slide)).Take(Math.Max(0, wanted - found.Count));
        return new SlideCandidates([.. found.Concat(rest).Take(wanted)], hits.Facts.Rows);
    }

    /// <summary>
    /// What a query tile says of a slide: how much nearer its nearest tile lies than the last neighbour taken, which bounds the distance to slides
    /// that are not among them. The sum over tiles orders slides as the mean of minimum distances, cut off at that bound, would.
    /// </summary>
    private static void Add(Dictionary<long, double> scores, long[] tiles, float[] distances, Func<long, long> slideOf, HashSet<long> allowed)
    {
        var seen = new HashSet<long>();
        var last = tiles.Length == 0 ? 0 : distances[^1];
        for (var i = 0; i < tiles.Length; i++)
        {
            var slide = slideOf(tiles[i]);
            if (!allowed.Contains(slide) || !seen.Add(slide)) continue;
            scores[slide] = scores.GetValueOrDefault(slide) + (last > 0 ? 1 - (distances[i] / (double)last) : 0);
        }
    }
}
