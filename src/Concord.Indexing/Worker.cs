namespace Concord.Indexing;

/// <summary>
/// Takes images one after the other, fills batches with their tiles, across images, and hands on what is finished. All buffers are its
/// own and used again: a tile costs no large allocation.
/// </summary>
internal sealed class Worker
{
    private readonly Embedder _embedder;
    private readonly IndexOptions _options;
    private readonly ISlideOpener _opener;
    private readonly IImageDecoder _decoder;
    private readonly Action<FinishedSlide> _hand;
    private readonly float[] _tensors;
    private readonly float[] _vectors;
    private readonly (PendingSlide Slide, int Tile)[] _slots;
    private byte[] _region = [];
    private int _filled;

    internal Worker(Embedder embedder, IndexOptions options, ISlideOpener opener, Action<FinishedSlide> hand)
    {
        (_embedder, _options, _opener, _hand) = (embedder, options, opener, hand);
        _decoder = opener.Decoder();
        _tensors = GC.AllocateUninitializedArray<float>(embedder.BatchSize * embedder.TensorLength, pinned: true);
        _vectors = new float[embedder.BatchSize * embedder.Dimension];
        _slots = new (PendingSlide, int)[embedder.BatchSize];
    }

    /// <summary>Works until `next` gives no more. Only failures that concern every image leave as exceptions.</summary>
    internal void Run(Func<PlannedSlide?> next, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && next() is { } planned) Take(planned, stop);
        if (!stop.IsCancellationRequested) Flush();
    }

    private void Take(PlannedSlide planned, CancellationToken stop)
    {
        try
        {
            if (_opener.IsWholeSlide(planned.Path)) TakeSlide(planned, stop);
            else TakeImage(planned, stop);
        }
        catch (Exception e) when (e is SlideException or ConcordImageException or ConcordNotFoundException or OverflowException or OutOfMemoryException)
        {
            _hand(FinishedSlide.Failed(planned, e switch
            {
                ConcordImageException image => image.Reason,
                ConcordNotFoundException => "there is no such file any more",
                OverflowException or OutOfMemoryException => "it claims more tiles than memory holds",
                _ => e.Message,
            }));
        }
    }

    private void TakeSlide(PlannedSlide planned, CancellationToken stop)
    {
        using var slide = _opener.Open(planned.Path);
        var cut = Cut(slide, planned, stop);
        if (cut.Chosen.Count == 0) throw new SlideException($"no tile of it is left: {cut.Grid.Counts}");
        var (width, height) = (checked((int)slide.Levels[0].Width), checked((int)slide.Levels[0].Height));
        var tiles = cut.Tiles(planned.Slide with { Width = width, Height = height, Mpp = cut.Mpp });
        var pending = new PendingSlide(planned, tiles, _embedder.Dimension) { Counts = cut.Grid.Counts };
        for (var i = 0; i < tiles.Count && !stop.IsCancellationRequested; i++) FillFromSlide(slide, cut.Region, pending, tiles[i], i);
        // Where the last tiles were dropped, no batch hands the slide on.
        if (pending.Finished() is { } finished) _hand(finished);
    }

    private SlideCut Cut(ISlide slide, PlannedSlide planned, CancellationToken stop)
    {
        try
        {
            var cut = SlideCut.Of(slide, planned.Path, _embedder.Space.Preprocessing, _options.Slides, _options.Mpp, _options.Tile, stop);
            if (_options.Slides.Overview is { } folder)
            {
                ImageFile.WritePng(cut.Picture(slide, stop), Path.Combine(folder, planned.Slide.Name.Replace('/', '_') + ".png"));
            }

            return cut;
        }
        catch (ConcordArgumentException e)
        {
            // Of this slide alone: its resolution, its annotations, its size.
            throw new SlideException(e.Message, e);
        }
    }

    private void FillFromSlide(ISlide slide, RegionPlan region, PendingSlide pending, TileRecord tile, int number)
    {
        var length = checked(3 * region.Width * region.Height);
        if (_region.Length < length) _region = GC.AllocateUninitializedArray<byte>(length);
        var rgb = _region.AsSpan(0, length);
        slide.ReadRegion(region.Level, tile.X, tile.Y, region.Width, region.Height, rgb);
        var verdict = TileQuality.Judge(rgb, region.Width, region.Height, _options.Slides.Gates);
        if (verdict.Passed) Fill(pending, number, rgb, region.Width, region.Height, 3 * region.Width);
        else pending.Drop(number, verdict.Reason);
    }

    private void TakeImage(PlannedSlide planned, CancellationToken stop)
    {
        _decoder.Read(planned.Path);
        var tiles = Tiles(planned);
        var pending = new PendingSlide(planned, tiles, _embedder.Dimension);
        for (var i = 0; i < tiles.Count && !stop.IsCancellationRequested; i++) FillFromImage(pending, tiles[i], i);
    }

    private List<TileRecord> Tiles(PlannedSlide planned)
    {
        var slide = planned.Slide with { Width = _decoder.Width, Height = _decoder.Height };
        return [.. TileGrid.Of(_decoder.Width, _decoder.Height, _options.Tile).Select(t => new TileRecord(slide, t.X, t.Y, t.Width, t.Height))];
    }

    private void FillFromImage(PendingSlide pending, TileRecord tile, int number)
    {
        var stride = 3 * _decoder.Width;
        Fill(pending, number, _decoder.Pixels[((tile.Y * stride) + (3 * tile.X))..], tile.Width, tile.Height, stride);
    }

    private void Fill(PendingSlide pending, int number, ReadOnlySpan<byte> rgb, int width, int height, int stride)
    {
        _embedder.Prepare(rgb, width, height, stride, _tensors.AsSpan(_filled * _embedder.TensorLength, _embedder.TensorLength));
        _slots[_filled++] = (pending, number);
        if (_filled == _slots.Length) Flush();
    }

    private void Flush()
    {
        if (_filled == 0) return;
        try
        {
            _embedder.Infer(_tensors, _filled, _vectors.AsSpan(0, _filled * _embedder.Dimension));
            for (var i = 0; i < _filled; i++) Done(i);
        }
        catch (ConcordArgumentException)
        {
            // One image of the batch may be the reason, a vector that is not finite say: find out which.
            OneByOne();
        }

        for (var i = 0; i < _filled; i++) HandOn(i);
        Array.Clear(_slots);
        _filled = 0;
    }

    private void OneByOne()
    {
        for (var i = 0; i < _filled; i++)
        {
            try
            {
                _embedder.Infer(_tensors.AsMemory(i * _embedder.TensorLength), 1, _vectors.AsSpan(i * _embedder.Dimension, _embedder.Dimension));
                Done(i);
            }
            catch (ConcordArgumentException e)
            {
                _slots[i].Slide.Failed(e.Message);
            }
        }
    }

    private void Done(int slot) => _slots[slot].Slide.Done(_slots[slot].Tile, _vectors.AsSpan(slot * _embedder.Dimension, _embedder.Dimension));

    /// <summary>A slide is handed on at its last tile's slot of this batch, if it is finished by now.</summary>
    private void HandOn(int slot)
    {
        var last = slot + 1 == _filled || _slots[slot + 1].Slide != _slots[slot].Slide;
        if (last && _slots[slot].Slide.Finished() is { } finished) _hand(finished);
    }
}
