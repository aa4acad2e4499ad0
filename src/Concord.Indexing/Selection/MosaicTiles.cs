using System.Globalization;

namespace Concord.Indexing;

/// <summary>
/// A mosaic as in Yottixel (Kalra et al., Medical Image Analysis 65, 2020): tiles are grouped by colour, which parts kinds of tissue; then each group
/// by place, so that what is kept is spread over the slide; of each place the tile nearest its middle is kept. Colour is the mean of the tile in the
/// thumbnail, where the paper uses histograms.
/// </summary>
public sealed class MosaicTiles : ITileSelection
{
    private readonly int _colours;
    private readonly double _share;
    private readonly ulong _seed;

    /// <param name="colours">Groups of colour, 1 to 256; 9 in the paper.</param>
    /// <param name="share">Share of each group's tiles to keep, above 0 and at most 1; rounded up, so that every colour is kept. 0.05 in the paper.</param>
    /// <param name="seed">Another seed gives another choice.</param>
    public MosaicTiles(int colours = 9, double share = 0.05, ulong seed = 1)
    {
        if (colours is < 1 or > 256) throw new ConcordArgumentException($"the mosaic has {colours} groups of colour; it must be 1 to 256");
        (_colours, _share, _seed) = (colours, SelectionShare.Check(share), seed);
    }

    public string Id => string.Create(CultureInfo.InvariantCulture, $"mosaic-{_colours}-{_share}-seed-{_seed}");

    public IReadOnlyList<int> Choose(IReadOnlyList<TileCandidate> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        if (tiles.Count == 0) return [];
        var random = new SplitMix(_seed);
        var groups = KMeans.Group([.. tiles.Select(tile => new double[] { tile.Red, tile.Green, tile.Blue })], _colours, random);
        var chosen = new List<int>();
        foreach (var group in Enumerable.Range(0, tiles.Count).GroupBy(i => groups[i]).OrderBy(group => group.Key))
        {
            var members = group.ToArray();
            var places = members.Select(i => new[] { tiles[i].X, tiles[i].Y }).ToArray();
            chosen.AddRange(KMeans.Representatives(places, SelectionShare.Of(members.Length, _share), random).Select(i => members[i]));
        }

        return [.. chosen.Order()];
    }
}
