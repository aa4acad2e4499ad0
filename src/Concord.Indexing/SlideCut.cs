namespace Concord.Indexing;

/// <summary>How one whole slide is cut: its tissue, its grid, the tiles chosen, and how their pixels are read.</summary>
internal sealed class SlideCut
{
    /// <summary>The name of the tile label that holds the class of the annotation around it.</summary>
    internal const string AnnotationLabel = "annotation";

    private const int PictureSide = 1000;

    /// <summary>What a tile may need before it is scaled; more is a mistaken resolution.</summary>
    private const int MostTilePixels = 64 << 20;

    private readonly AnnotationSet? _annotations;

    private SlideCut(TissueMask mask, SlideGrid grid, AnnotationSet? annotations, IReadOnlyList<int> chosen, RegionPlan region, double mpp)
    {
        (Mask, Grid, _annotations, Chosen, Region, Mpp) = (mask, grid, annotations, chosen, region, mpp);
    }

    internal TissueMask Mask { get; }

    internal SlideGrid Grid { get; }

    /// <summary>Indices into the grid's tiles, ascending.</summary>
    internal IReadOnlyList<int> Chosen { get; }

    /// <summary>What of the annotations was left out or looks mistaken.</summary>
    internal IReadOnlyList<string> Notes => _annotations?.Notes ?? [];

    /// <summary>How a tile's pixels are read: the same for all.</summary>
    internal RegionPlan Region { get; }

    /// <summary>Micrometres a level-0 pixel.</summary>
    internal double Mpp { get; }

    /// <summary>
    /// Throws <see cref="ConcordArgumentException"/> when the slide's resolution is unknown and not given, or its annotations cannot be read, and
    /// <see cref="SlideException"/> when the slide cannot be.
    /// </summary>
    internal static SlideCut Of(ISlide slide, string path, Preprocessing model, SlideCutOptions options, double? givenMpp, int? tile, CancellationToken ct)
    {
        var mpp = slide.Mpp ?? givenMpp ?? throw new ConcordArgumentException(
            "it does not say its resolution; give that with --mpp (micrometres a level-0 pixel)");
        var side = tile ?? Math.Max(model.Width, model.ResizeShorter);
        var thumbnail = SlideThumbnail.Of(slide, mpp, ct);
        var mask = TissueMask.Of(thumbnail);
        var grid = SlideGrid.Of(slide, mask, new SlideGridOptions
        {
            TileSide = side,
            Mpp = options.TileMpp ?? model.Mpp ?? SlideCutOptions.DefaultTileMpp,
            SlideMpp = mpp,
            Overlap = options.Overlap,
            LeastTissue = options.LeastTissue,
        });
        var annotations = Annotations(path, slide, options);
        if (annotations is not null) grid = grid.Without(place => new AnnotationRule().Judge(place, annotations));
        var chosen = options.Selection.Choose(Candidates(options.Selection, thumbnail, grid));
        return new SlideCut(mask, grid, annotations, chosen, RegionOf(slide, grid.Side, side), mpp);
    }

    /// <summary>The tiles chosen, in the grid's order, with the class of the annotation that covers most of each.</summary>
    internal List<TileRecord> Tiles(SlideRecord slide) => [.. Chosen.Select(index => Record(slide, Grid.Tiles[index]))];

    /// <summary>What a person checks: the slide with its tissue, the tiles taken and those left out.</summary>
    internal RgbImage Picture(ISlide slide, CancellationToken ct) =>
        SlidePicture.Grid(SlideThumbnail.OfLongestSide(slide, PictureSide, ct), Mask, Grid, _annotations, Chosen.Count == Grid.Tiles.Count ? null : Chosen);

    private static RegionPlan RegionOf(ISlide slide, int side0, int side)
    {
        var region = RegionPlan.Of(slide.Levels, side0, side0, side);
        return (long)region.Width * region.Height <= MostTilePixels ? region : throw new ConcordArgumentException(
            $"a tile of {side} pixels would be made of {region.Width} x {region.Height} pixels of level {region.Level}; is the tile side or the mpp wrong?");
    }

    private TileRecord Record(SlideRecord slide, SlideTile tile)
    {
        var record = new TileRecord(slide, checked((int)tile.X), checked((int)tile.Y), tile.Side, tile.Side);
        return _annotations?.LabelOf(tile) is { } label ? record with { Labels = new Dictionary<string, string> { [AnnotationLabel] = label } } : record;
    }

    /// <summary>Colours cost eight times the thumbnail's memory, so only a selection that looks at them has them.</summary>
    private static IReadOnlyList<TileCandidate> Candidates(ITileSelection selection, SlideThumbnail thumbnail, SlideGrid grid) => selection.LooksAtColours
        ? new TileColours(thumbnail).Of(grid.Tiles)
        : [.. grid.Tiles.Select(tile => new TileCandidate(tile.CentreX, tile.CentreY, 0, 0, 0))];

    private static AnnotationSet? Annotations(string path, ISlide slide, SlideCutOptions options) =>
        options.AnnotationsOf(path) is { } file ? AnnotationSet.Read(file).Within(slide.Levels[0].Width, slide.Levels[0].Height) : null;
}
