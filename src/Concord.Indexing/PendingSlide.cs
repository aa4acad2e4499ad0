namespace Concord.Indexing;

/// <summary>A slide whose tiles are partly embedded. Belongs to one worker.</summary>
internal sealed class PendingSlide(PlannedSlide planned, IReadOnlyList<TileRecord> tiles, int dimension)
{
    private readonly float[] _vectors = new float[tiles.Count * dimension];
    private int _left = tiles.Count;
    private string? _failure;

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

    /// <summary>The slide once its last tile is done, else null. One tile that fails fails the slide: a slide is whole or absent.</summary>
    internal FinishedSlide? Finished() => _left > 0 ? null
        : _failure is null ? new FinishedSlide(planned, tiles, _vectors, null)
        : FinishedSlide.Failed(planned, _failure);
}
