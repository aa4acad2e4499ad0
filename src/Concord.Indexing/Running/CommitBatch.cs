using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>
/// Gathers chunks and commits some hundred tiles at once, so that the disk is waited for seldom. Chunks come slide after slide, so only the last slide
/// of a batch can be a part. One thread's own.
/// </summary>
internal sealed class CommitBatch(ITileSink sink, RunCounts counts, IndexOptions options, IndexLog? log)
{
    private readonly List<TileRecord> _tiles = [];
    private readonly List<SlideOutcome> _through = [];
    private readonly List<SlideProgress> _whole = [];
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
        List<SlideProgress> slides = _current is { Pending: > 0 } part ? [.. _whole, new SlideProgress(part.Job.Planned.Slide.Name, part.Job.Tiling, Complete: false)] : _whole;
        if (slides.Count > 0) sink.Append(_tiles, _vectors.AsSpan(0, _elements), slides);
        counts.Committed(_through, _tiles.Count);
        foreach (var outcome in _through) log?.Slide(outcome);
        if (_tiles.Count > 0) log?.Committed(_tiles.Count, counts.Tiles);
        _current?.Committed();
        _tiles.Clear();
        _through.Clear();
        _whole.Clear();
        _elements = 0;
    }

    private bool IsPending => _tiles.Count > 0 || _through.Count > 0;

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
        _whole.Add(new SlideProgress(slide.Job.Planned.Slide.Name, slide.Job.Tiling, Complete: true));
        End(slide.Outcome(SlideState.Indexed, null));
    }

    /// <summary>A slide is whole or absent: what is here or stored of it goes.</summary>
    private void Fail(SlideTally slide, string reason)
    {
        var kept = _tiles.Count - slide.Pending;
        if (_tiles.Count > 0) _elements = _elements / _tiles.Count * kept;
        _tiles.RemoveRange(kept, slide.Pending);
        if (slide.IsStored) sink.Remove(slide.Job.Planned.Slide.Name);
        counts.Removed(slide.Stored);
        End(slide.Outcome(SlideState.Failed, reason));
    }

    private void End(SlideOutcome outcome)
    {
        if (!IsPending) _since = Stopwatch.GetTimestamp();
        _through.Add(outcome);
        _current = counts.Current = null;
    }
}
