using System.Globalization;

namespace Concord.Indexing;

/// <summary>A share of the tiles, each choice as likely as any other: the control that a cleverer selection must beat.</summary>
public sealed class RandomTiles : ITileSelection
{
    private readonly double _share;
    private readonly ulong _seed;

    /// <param name="share">Share of the tiles to keep, above 0 and at most 1; rounded up to whole tiles.</param>
    /// <param name="seed">Another seed gives another choice.</param>
    public RandomTiles(double share = 0.05, ulong seed = 1)
    {
        (_share, _seed) = (SelectionShare.Check(share), seed);
    }

    public string Id => string.Create(CultureInfo.InvariantCulture, $"random-{_share}-seed-{_seed}");

    public bool LooksAtColours => false;

    public IReadOnlyList<int> Choose(IReadOnlyList<TileCandidate> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        var indices = Enumerable.Range(0, tiles.Count).ToArray();
        var random = new SplitMix(_seed);
        var wanted = SelectionShare.Of(tiles.Count, _share);
        for (var i = 0; i < wanted; i++)
        {
            var other = i + random.Below(indices.Length - i);
            (indices[i], indices[other]) = (indices[other], indices[i]);
        }

        return [.. indices.Take(wanted).Order()];
    }
}
