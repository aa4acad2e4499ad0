namespace Concord.Indexing;

/// <summary>A slide whose tiles are partly embedded. Belongs to one worker.</summary>
internal sealed class PendingSlide(PlannedSlide planned, IReadOnlyList<TileRecord> tiles, int dimension)
{
    private readonly float[] _vectors = new float[tiles.Count * dimension];
    private readonly bool[] _dropped = new bool[tiles.Count];
    private int _left = tiles.Count;
    private string? _failure;
    private bool _handed;

    /// <summary>What became of the places of a whole slide's grid; null for a plain image.</summary>
    internal TileCounts? Counts { get; set; }

    internal void Done(int tile, ReadOnlySpan<float> vector)
    {
        vector.CopyTo(_vectors.AsSpan(tile * dimension));
        _left--;
    }

    internal void Failed(string reason)
    {
        _failure ??= reason;
        _left--;
    }

    /// <summary>Leaves a tile out, which is no failure.</summary>
    internal void Drop(int tile, DropReason reason)
    {
        _dropped[tile] = true;
        Counts = Counts?.AndDropped(reason);
        _left--;
    }

    /// <summary>The slide, once, when its last tile is done, else null. One tile that fails fails the slide: a slide is whole or absent.</summary>
    internal FinishedSlide? Finished()
    {
        if (_left > 0 || _handed) return null;
        _handed = true;
        if (_failure is not null) return FinishedSlide.Failed(planned, _failure);
        var kept = Enumerable.Range(0, tiles.Count).Where(tile => !_dropped[tile]).ToList();
        if (kept.Count == 0) return FinishedSlide.Failed(planned, $"no tile of it is left: {Counts}");
        if (kept.Count == tiles.Count) return new FinishedSlide(planned, tiles, _vectors, null, Counts);
        var vectors = new float[kept.Count * dimension];
        for (var i = 0; i < kept.Count; i++) _vectors.AsSpan(kept[i] * dimension, dimension).CopyTo(vectors.AsSpan(i * dimension));
        return new FinishedSlide(planned, [.. kept.Select(tile => tiles[tile])], vectors, null, Counts);
    }
}
