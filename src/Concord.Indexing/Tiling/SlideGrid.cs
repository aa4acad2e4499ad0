namespace Concord.Indexing;

/// <summary>The tiles of a slide at the resolution of a model, row by row from the top left: the same for the same slide and options. Immutable.</summary>
public sealed class SlideGrid
{
    /// <summary>Places a grid may have; more is a mistaken resolution or tile side.</summary>
    public const long MostTiles = 4_000_000;

    private SlideGrid(int side, int stride, IReadOnlyList<SlideTile> tiles, IReadOnlyList<DroppedTile> dropped)
    {
        (Side, Stride, Tiles, Dropped) = (side, stride, tiles, dropped);
        Counts = new TileCounts(tiles.Count + (long)dropped.Count, tiles.Count,
            new SortedDictionary<DropReason, long>(dropped.CountBy(tile => tile.Reason).ToDictionary(entry => entry.Key, entry => (long)entry.Value)));
    }

    /// <summary>Level-0 pixels along a tile's side: round(tile side × model's mpp / slide's mpp), halves to even.</summary>
    public int Side { get; }

    /// <summary>Level-0 pixels from a tile to the next: round(side × (1 − overlap)), halves to even, at least 1.</summary>
    public int Stride { get; }

    /// <summary>The tiles kept, row by row.</summary>
    public IReadOnlyList<SlideTile> Tiles { get; }

    /// <summary>The places left out, row by row.</summary>
    public IReadOnlyList<DroppedTile> Dropped { get; }

    public TileCounts Counts { get; }

    /// <summary>
    /// Cuts a slide. Throws <see cref="ConcordArgumentException"/> for options that cannot be, and when a resolution is asked for but the slide's own
    /// is unknown: it is never guessed.
    /// </summary>
    /// <param name="slide">Its size and resolution are used; nothing is read.</param>
    /// <param name="mask">Tissue of that slide; null keeps tiles whatever they show.</param>
    /// <param name="options">Tile side, resolution, overlap and share of tissue.</param>
    public static SlideGrid Of(ISlide slide, TissueMask? mask, SlideGridOptions options)
    {
        ArgumentNullException.ThrowIfNull(slide);
        return Of(slide.Levels[0].Width, slide.Levels[0].Height, slide.Mpp, mask, options);
    }

    /// <summary>As <see cref="Of(ISlide, TissueMask?, SlideGridOptions)"/>, for a slide known by its size alone.</summary>
    public static SlideGrid Of(long width, long height, double? slideMpp, TissueMask? mask, SlideGridOptions options)
    {
        Check(width, height, options);
        var side = SideOf(options, slideMpp);
        var stride = (int)Math.Max(1, Math.Round(side * (1 - options.Overlap)));
        var (across, down) = (Places(width, stride), Places(height, stride));
        if (across > MostTiles / down)
        {
            throw new ConcordArgumentException(
                $"a grid of {across} x {down} tiles of {side} level-0 pixels every {stride} is more than {MostTiles}; is the tile side, the overlap or the mpp wrong?");
        }

        var (tiles, dropped) = (new List<SlideTile>(), new List<DroppedTile>());
        for (long y = 0; y < height; y += stride)
        {
            for (long x = 0; x < width; x += stride)
            {
                var tile = new SlideTile(x, y, side, mask?.Share(x, y, side, side) ?? 1);
                var reason = Reason(tile, width, height, options.LeastTissue);
                if (reason == DropReason.None) tiles.Add(tile);
                else dropped.Add(new DroppedTile(tile, reason));
            }
        }

        return new SlideGrid(side, stride, tiles, dropped);
    }

    /// <summary>This grid with fewer tiles: `reason` says why a tile is dropped, and <see cref="DropReason.None"/> that it is kept.</summary>
    public SlideGrid Without(Func<SlideTile, DropReason> reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var (tiles, dropped) = (new List<SlideTile>(), new List<DroppedTile>(Dropped));
        foreach (var tile in Tiles)
        {
            var why = reason(tile);
            if (why == DropReason.None) tiles.Add(tile);
            else dropped.Add(new DroppedTile(tile, why));
        }

        dropped.Sort((a, b) => (a.Tile.Y, a.Tile.X).CompareTo((b.Tile.Y, b.Tile.X)));
        return new SlideGrid(Side, Stride, tiles, dropped);
    }

    private static long Places(long length, int stride) => (length + stride - 1) / stride;

    private static DropReason Reason(SlideTile tile, long width, long height, double leastTissue)
    {
        var inside = (double)Math.Min(tile.Side, width - tile.X) * Math.Min(tile.Side, height - tile.Y);
        if (2 * inside < (double)tile.Side * tile.Side) return DropReason.Edge;
        return tile.Tissue < leastTissue ? DropReason.NoTissue : DropReason.None;
    }

    private static int SideOf(SlideGridOptions options, double? slideMpp)
    {
        if (options.Mpp is not { } wanted) return options.TileSide;
        var own = options.SlideMpp ?? slideMpp ?? throw new ConcordArgumentException(
            $"the slide does not say its resolution, and tiles are asked for at {wanted} micrometres a pixel; give the slide's with --mpp");
        if (!Sane(own)) throw new ConcordArgumentException($"the slide's resolution is {own} micrometres a pixel; it must be 0.01 to 1000");
        var side = Math.Round(options.TileSide * wanted / own);
        return side is >= 1 and <= 1_000_000
            ? (int)side
            : throw new ConcordArgumentException($"tiles of {options.TileSide} pixels at {wanted} micrometres a pixel are {side} pixels of a slide at {own}; that must be 1 to 1000000");
    }

    private static void Check(long width, long height, SlideGridOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (width < 1 || height < 1) throw new ConcordArgumentException($"a slide of {width} x {height} pixels has no content");
        if (options.TileSide is < 1 or > 65_536) throw new ConcordArgumentException($"the tile side is {options.TileSide}; it must be 1 to 65536 pixels");
        if (options.Mpp is { } mpp && !Sane(mpp)) throw new ConcordArgumentException($"mpp is {mpp}; it must be 0.01 to 1000 micrometres a pixel");
        if (!(options.Overlap is >= 0 and <= 0.95)) throw new ConcordArgumentException($"the overlap is {options.Overlap}; it must be 0 to 0.95");
        if (!(options.LeastTissue is >= 0 and <= 1)) throw new ConcordArgumentException($"the least share of tissue is {options.LeastTissue}; it must be 0 to 1");
    }

    private static bool Sane(double mpp) => mpp is >= 0.01 and <= 1000;
}
