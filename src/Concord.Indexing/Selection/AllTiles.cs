namespace Concord.Indexing;

/// <summary>Every tile.</summary>
public sealed class AllTiles : ITileSelection
{
    public string Id => "all";

    public bool LooksAtColours => false;

    public IReadOnlyList<int> Choose(IReadOnlyList<TileCandidate> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        return [.. Enumerable.Range(0, tiles.Count)];
    }
}
