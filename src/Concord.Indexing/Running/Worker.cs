namespace Concord.Indexing;

/// <summary>
/// Takes slides and chunks of slides one after the other, fills batches with their tiles, across slides, and gives back what is finished. All buffers
/// are its own and used again: a tile costs no large allocation.
/// </summary>
internal sealed class Worker : IDisposable
{
    private readonly Embedder _embedder;
    private readonly IndexOptions _options;
    private readonly ISlideOpener _opener;
    private readonly SlideFeed _feed;
    private readonly SlideTiling _tiling;
    private readonly IImageDecoder _decoder;
    private readonly float[] _tensors;
    private readonly float[] _vectors;
    private readonly (TileChunk Chunk, int Tile)[] _slots;
    private (SlideJob Job, ISlide Slide)? _open;
    private byte[] _region = [];
    private int _filled;

    internal Worker(Embedder embedder, IndexOptions options, ISlideOpener opener, SlideFeed feed)
    {
        (_embedder, _options, _opener, _feed) = (embedder, options, opener, feed);
        _tiling = new SlideTiling(options);
        _decoder = opener.Decoder();
        _tensors = GC.AllocateUninitializedArray<float>(embedder.BatchSize * embedder.TensorLength, pinned: true);
        _vectors = new float[embedder.BatchSize * embedder.Dimension];
        _slots = new (TileChunk, int)[embedder.BatchSize];
    }

    /// <summary>Works until the feed has no more. Only failures that concern every slide leave as exceptions.</summary>
    internal void Run()
    {
        while (_feed.Take(wait: _filled == 0, _open?.Job, out var job, out var chunk) is var step && step != FeedStep.End)
        {
            if (step == FeedStep.Flush) Flush();
            else Guard(job!, () => Do(job!, chunk));
        }

        Flush();
    }

    public void Dispose() => _open?.Slide.Dispose();

    private void Do(SlideJob job, TileChunk? chunk)
    {
        if (chunk is not null) FillFromSlide(chunk);
        else if (_opener.IsWholeSlide(job.Planned.Path)) OpenSlide(job);
        else TakeImage(job);
    }

    /// <summary>What is wrong with one slide ends that slide alone.</summary>
    private void Guard(SlideJob job, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is SlideException or ConcordImageException or ConcordNotFoundException or OutOfMemoryException)
        {
            _feed.Fail(job, e switch
            {
                ConcordImageException image => image.Reason,
                ConcordNotFoundException => "there is no such file any more",
                OutOfMemoryException => "it claims more tiles than memory holds",
                _ => e.Message,
            });
        }
    }

    private void OpenSlide(SlideJob job)
    {
        var slide = Slide(job);
        var (width, height) = (slide.Levels[0].Width, slide.Levels[0].Height);
        if (Math.Max(width, height) > int.MaxValue) throw new SlideException($"its {width} x {height} pixels are more than {int.MaxValue} a side");
        var cut = Cut(slide, job.Planned);
        job.Notes = cut.Notes;
        if (cut.Chosen.Count == 0) throw new SlideException($"no tile of it is left: {cut.Grid.Counts}");
        var tiles = cut.Tiles(job.Planned.Slide with { Width = (int)width, Height = (int)height, Mpp = cut.Mpp });
        _feed.Opened(job, _tiling.OfSlide(job.Planned.Path), tiles, cut.Region, cut.Grid.Counts);
    }

    /// <summary>The worker's own handle: chunks of one slide come one after the other, to several workers at once.</summary>
    private ISlide Slide(SlideJob job)
    {
        if (_open is { } open)
        {
            if (open.Job == job) return open.Slide;
            open.Slide.Dispose();
            _open = null;
        }

        var slide = _opener.Open(job.Planned.Path);
        _open = (job, slide);
        return slide;
    }

    private SlideCut Cut(ISlide slide, PlannedSlide planned)
    {
        try
        {
            var cut = SlideCut.Of(slide, planned.Path, _embedder.Space.Preprocessing, _options.Slides, _options.Mpp, _options.Tile, _feed.Stopping);
            if (_options.Slides.Overview is { } folder)
            {
                ImageFile.WritePng(cut.Picture(slide, _feed.Stopping), Path.Combine(folder, planned.Slide.Name.Replace('/', '_') + ".png"));
            }

            return cut;
        }
        catch (ConcordArgumentException e)
        {
            // Of this slide alone: its resolution, its annotations, its size.
            throw new SlideException(e.Message, e);
        }
    }

    private void FillFromSlide(TileChunk chunk)
    {
        var slide = Slide(chunk.Job);
        for (var tile = chunk.First; tile < chunk.First + chunk.Count; tile++)
        {
            if (chunk.Job.Failure is not null || _feed.Stopping.IsCancellationRequested) return;
            FillFromSlide(slide, chunk, tile);
        }

        // Where the last tiles were dropped, no batch gives the chunk back.
        GiveBack(chunk);
    }

    private void FillFromSlide(ISlide slide, TileChunk chunk, int tile)
    {
        var (level, width, height) = chunk.Job.Region;
        var length = 3 * width * height;
        if (_region.Length < length) _region = GC.AllocateUninitializedArray<byte>(length);
        var rgb = _region.AsSpan(0, length);
        var place = chunk.Job.Tiles[tile];
        slide.ReadRegion(level, place.X, place.Y, width, height, rgb);
        var dropped = Verdict(rgb, width, height);
        if (dropped == DropReason.None) Fill(chunk, tile, rgb, width, height, 3 * width);
        else chunk.Drop(tile, dropped);
    }

    private DropReason Verdict(ReadOnlySpan<byte> rgb, int width, int height) =>
        _options.Slides.Gates.Any ? TileQuality.Judge(rgb, width, height, _options.Slides.Gates).Reason : DropReason.None;

    private void TakeImage(SlideJob job)
    {
        _decoder.Read(job.Planned.Path);
        var chunk = _feed.OpenedWhole(job, _tiling.OfImage, Tiles(job.Planned));
        for (var tile = chunk.First; tile < chunk.First + chunk.Count && !_feed.Stopping.IsCancellationRequested; tile++) FillFromImage(chunk, tile);
    }

    private List<TileRecord> Tiles(PlannedSlide planned)
    {
        var slide = planned.Slide with { Width = _decoder.Width, Height = _decoder.Height };
        return [.. TileGrid.Of(_decoder.Width, _decoder.Height, _options.Tile).Select(t => new TileRecord(slide, t.X, t.Y, t.Width, t.Height))];
    }

    private void FillFromImage(TileChunk chunk, int tile)
    {
        var place = chunk.Job.Tiles[tile];
        var stride = 3 * _decoder.Width;
        Fill(chunk, tile, _decoder.Pixels[((place.Y * stride) + (3 * place.X))..], place.Width, place.Height, stride);
    }

    private void Fill(TileChunk chunk, int tile, ReadOnlySpan<byte> rgb, int width, int height, int stride)
    {
        _embedder.Prepare(rgb, width, height, stride, _tensors.AsSpan(_filled * _embedder.TensorLength, _embedder.TensorLength));
        _slots[_filled++] = (chunk, tile);
        if (_filled == _slots.Length) Flush();
    }

    private void Flush()
    {
        if (_filled == 0) return;
        try
        {
            _embedder.Infer(_tensors, _filled, _vectors.AsSpan(0, _filled * _embedder.Dimension));
            for (var i = 0; i < _filled; i++) Put(i);
        }
        catch (PluginException e) when (e.Lasting)
        {
            // Every slide would fail by it, and be left out as if something were wrong with it.
            throw new PluginException($"{e.Message}. Indexing stops; what is finished is kept, and the next run goes on behind it", e) { Lasting = true };
        }
        catch (Exception e) when (e is ConcordArgumentException or PluginException && _filled == 1)
        {
            _feed.Fail(_slots[0].Chunk.Job, e.Message);
        }
        catch (ConcordArgumentException)
        {
            // One image of the batch may be the reason, a vector that is not finite say: find out which.
            OneByOne();
        }

        var chunks = _slots[.._filled].Select(slot => slot.Chunk).Distinct().ToList();
        Array.Clear(_slots);
        _filled = 0;
        chunks.ForEach(GiveBack);
    }

    private void OneByOne()
    {
        for (var i = 0; i < _filled; i++)
        {
            try
            {
                _embedder.Infer(_tensors.AsMemory(i * _embedder.TensorLength), 1, _vectors.AsSpan(i * _embedder.Dimension, _embedder.Dimension));
                Put(i);
            }
            catch (ConcordArgumentException e)
            {
                _feed.Fail(_slots[i].Chunk.Job, e.Message);
            }
        }
    }

    private void Put(int slot) => _slots[slot].Chunk.Put(_slots[slot].Tile, _vectors.AsSpan(slot * _embedder.Dimension, _embedder.Dimension));

    private void GiveBack(TileChunk chunk)
    {
        if (chunk is { Done: true, Ready: false }) _feed.Finish(chunk);
    }
}
