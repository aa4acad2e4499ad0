using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>
/// Gathers chunks and commits some hundred tiles at once, so that the disk is waited for seldom. Chunks come slide after slide, so only the last slide
/// of a batch can be a part. One thread's own.
/// </summary>
internal sealed class CommitBatch(ITileSink sink, RunCounts counts, IndexOptions options, IndexLog? log)
{
    private readonly List<TileRecord> _tiles = [];
    private readonly List<SlideOutcome> _whole = [];
    private readonly List<SlideProgress> _progress = [];
    private float[] _vectors = [];
    private int _elements;
    private long _since;
    private SlideTally? _current;

    /// <summary>Takes the next chunk of a slide, or the news that the slide failed.</summary>
    internal void Add(SlideJob job, TileChunk? chunk)
    {
        if (_current?.Job != job) _current = counts.Current = new SlideTally(job);
        if (chunk is not null) Take(_current, chunk);
        var failure = chunk is null ? job.Failure : job.IsOver && _current.Kept == 0 ? $"no tile of it is left: {_current.Counts}" : null;
        if (failure is not null) Fail(_current, failure);
        else if (job.IsOver) Complete(_current);
    }

    internal void CommitIfDue()
    {
        if (_tiles.Count >= options.CommitTiles || (IsPending && Stopwatch.GetElapsedTime(_since) >= options.CommitInterval)) Commit();
    }

    internal void Commit()
    {
        if (!IsPending) return;
        var part = _current is { Pending: > 0 } ? new SlideProgress(_current.Job.Planned.Slide.Name, _current.Job.Tiling, Complete: false) : null;
        sink.Append(_tiles, _vectors.AsSpan(0, _elements), part is null ? _progress : [.. _progress, part]);
        counts.Committed(_whole, _tiles.Count);
        foreach (var outcome in _whole) log?.Slide(outcome);
        log?.Committed(_tiles.Count, counts.Tiles);
        _current?.Committed();
        _tiles.Clear();
        _whole.Clear();
        _progress.Clear();
        _elements = 0;
    }

    private bool IsPending => _tiles.Count > 0 || _progress.Count > 0;

    private void Take(SlideTally slide, TileChunk chunk)
    {
        if (!IsPending) _since = Stopwatch.GetTimestamp();
        var before = _tiles.Count;
        foreach (var (tile, vector) in chunk.Kept())
        {
            _tiles.Add(tile);
            if (_vectors.Length < _elements + vector.Length) Array.Resize(ref _vectors, Math.Max(2 * _vectors.Length, _elements + vector.Length));
            vector.Span.CopyTo(_vectors.AsSpan(_elements));
            _elements += vector.Length;
        }

        slide.Took(_tiles.Count - before, chunk.Dropped());
    }

    private void Complete(SlideTally slide)
    {
        _whole.Add(slide.Outcome(SlideState.Indexed, null));
        _progress.Add(new SlideProgress(slide.Job.Planned.Slide.Name, slide.Job.Tiling, Complete: true));
        _current = counts.Current = null;
    }

    /// <summary>A slide is whole or absent: what is here or stored of it goes.</summary>
    private void Fail(SlideTally slide, string reason)
    {
        var kept = _tiles.Count - slide.Pending;
        if (_tiles.Count > 0) _elements = _elements / _tiles.Count * kept;
        _tiles.RemoveRange(kept, slide.Pending);
        if (slide.IsStored) sink.Remove(slide.Job.Planned.Slide.Name);
        counts.Failed(slide);
        _current = counts.Current = null;
        var outcome = slide.Outcome(SlideState.Failed, reason);
        counts.Failed(outcome);
        log?.Slide(outcome);
    }
}
