using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>Gathers finished slides and commits some hundred tiles at once, so that the disk is waited for seldom. One thread's own.</summary>
internal sealed class CommitBatch(ITileSink sink, RunCounts counts, IndexOptions options)
{
    private readonly List<TileRecord> _tiles = [];
    private float[] _vectors = [];
    private int _elements;
    private int _slides;
    private long _since;

    internal string? LastFile { get; private set; }

    internal void Add(FinishedSlide slide)
    {
        LastFile = slide.Planned.Path;
        if (slide.Failure is { } failure)
        {
            counts.Skipped.Add(new SkippedFile(slide.Planned.Path, failure));
            return;
        }

        if (slide.Counts is { } places) counts.LeftOut(places);
        if (_slides == 0) _since = Stopwatch.GetTimestamp();
        _slides++;
        _tiles.AddRange(slide.Tiles);
        if (_vectors.Length < _elements + slide.Vectors.Length) Array.Resize(ref _vectors, Math.Max(2 * _vectors.Length, _elements + slide.Vectors.Length));
        slide.Vectors.CopyTo(_vectors, _elements);
        _elements += slide.Vectors.Length;
    }

    internal void CommitIfDue()
    {
        if (_tiles.Count >= options.CommitTiles || (_slides > 0 && Stopwatch.GetElapsedTime(_since) >= options.CommitInterval)) Commit();
    }

    internal void Commit()
    {
        if (_slides == 0) return;
        sink.Append(_tiles, _vectors.AsSpan(0, _elements));
        counts.Committed(_slides, _tiles.Count);
        _tiles.Clear();
        (_elements, _slides) = (0, 0);
    }
}
