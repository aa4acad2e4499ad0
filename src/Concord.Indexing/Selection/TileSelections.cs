namespace Concord.Indexing;

/// <summary>The selections by the names that options use.</summary>
public static class TileSelections
{
    public static IReadOnlyList<string> Names { get; } = ["all", "mosaic", "random"];

    /// <summary>
    /// Makes a selection. `share` and `seed` are for those that keep a part. Throws <see cref="ConcordArgumentException"/> for a name that is not one
    /// of <see cref="Names"/> and for a share that cannot be.
    /// </summary>
    public static ITileSelection Of(string name, double share = 0.05, ulong seed = 1) => name switch
    {
        "all" => new AllTiles(),
        "mosaic" => new MosaicTiles(share: share, seed: seed),
        "random" => new RandomTiles(share, seed),
        _ => throw new ConcordArgumentException($"there is no selection \"{name}\"; there are {string.Join(", ", Names)}"),
    };
}
