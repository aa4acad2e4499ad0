namespace Concord.Indexing;

/// <summary>Neighbouring tiles of a slide that one worker embeds. Belongs to that worker until its last tile is done, then to the committer.</summary>
internal sealed class TileChunk
{
    private readonly int _dimension;
    private readonly float[] _vectors;
    private readonly DropReason[] _dropped;
    private int _left;

    internal TileChunk(SlideJob job, int first, int count, int dimension)
    {
        (Job, First, Count, _dimension, _left) = (job, first, count, dimension, count);
        _vectors = new float[count * dimension];
        _dropped = new DropReason[count];
    }

    internal SlideJob Job { get; }

    /// <summary>Index of its first tile among the slide's.</summary>
    internal int First { get; }

    internal int Count { get; }

    internal bool Done => _left == 0;

    /// <summary>Set by the feed, once, when the worker gave it back.</summary>
    internal bool Ready { get; set; }

    internal void Put(int tile, ReadOnlySpan<float> vector)
    {
        vector.CopyTo(_vectors.AsSpan((tile - First) * _dimension));
        _left--;
    }

    /// <summary>Leaves a tile out, which is no failure.</summary>
    internal void Drop(int tile, DropReason reason)
    {
        _dropped[tile - First] = reason;
        _left--;
    }

    /// <summary>Tiles that were kept, with their vectors, in order.</summary>
    internal IEnumerable<(TileRecord Tile, ReadOnlyMemory<float> Vector)> Kept() =>
        from tile in Enumerable.Range(First, Count)
        where _dropped[tile - First] == DropReason.None
        select (Job.Tiles[tile], new ReadOnlyMemory<float>(_vectors, (tile - First) * _dimension, _dimension));

    /// <summary>How many were left out, by reason.</summary>
    internal IEnumerable<KeyValuePair<DropReason, int>> Dropped() => _dropped.Where(reason => reason != DropReason.None).CountBy(reason => reason);
}
