namespace Concord.Indexing;

/// <summary>A file of the bench: read alone, as the pipeline reads it.</summary>
internal abstract class EmbedSource
{
    /// <summary>Reads all its tiles once and gives their number.</summary>
    internal abstract long ReadOnce(ImageDecoder decoder);

    /// <summary>Whether its tissue is looked for before its tiles are read: a whole slide's, not an image's.</summary>
    internal virtual bool HasTissue => false;

    /// <summary>Does that once, and gives the number of its tiles.</summary>
    internal virtual long FindTissue(CancellationToken ct) => 0;

    /// <summary>The first of its tiles, at most `most`.</summary>
    internal abstract IEnumerable<RgbImage> Tiles(int most);

    internal static EmbedSource Of(string path, Preprocessing model, IndexOptions options, CancellationToken ct) =>
        SlideReaders.IsWholeSlide(path) ? SlideSource.Cut(path, model, options, ct) : new ImageSource(path, options);

    private sealed class ImageSource(string path, IndexOptions options) : EmbedSource
    {
        internal override long ReadOnce(ImageDecoder decoder)
        {
            decoder.Read(path);
            return TileGrid.Of(decoder.Width, decoder.Height, options.Tile).Count;
        }

        internal override IEnumerable<RgbImage> Tiles(int most)
        {
            var image = ImageFile.Read(path, options.Limits);
            return TileGrid.Of(image.Width, image.Height, options.Tile).Take(most).Select(place => image.Crop(place.X, place.Y, place.Width, place.Height));
        }
    }

    /// <summary>Its tissue is found and its tiles are chosen beforehand: that is no part of reading a tile.</summary>
    private sealed class SlideSource(string path, RegionPlan region, IReadOnlyList<TileRecord> tiles, IndexOptions options) : EmbedSource
    {
        /// <summary>Neighbours, so that what the reader has decoded is used again as in the pipeline.</summary>
        private const int TilesAtOnce = 512;

        internal static SlideSource Cut(string path, Preprocessing model, IndexOptions options, CancellationToken ct)
        {
            using var slide = SlideReaders.Open(path, options.Limits);
            var cut = SlideCut.Of(slide, path, model, options.Slides, options.Mpp, options.Tile, ct);
            return new SlideSource(path, cut.Region, cut.Tiles(new SlideRecord(path, path, path)), options);
        }

        internal override long ReadOnce(ImageDecoder decoder)
        {
            var rgb = new byte[3 * region.Width * region.Height];
            using var slide = SlideReaders.Open(path, options.Limits);
            var some = Math.Min(tiles.Count, TilesAtOnce);
            for (var i = 0; i < some; i++) Read(slide, tiles[i], rgb);
            return some;
        }

        internal override bool HasTissue => true;

        internal override long FindTissue(CancellationToken ct)
        {
            using var slide = SlideReaders.Open(path, options.Limits);
            _ = TissueMask.Of(SlideThumbnail.Of(slide, options.Mpp, ct));
            return tiles.Count;
        }

        internal override IEnumerable<RgbImage> Tiles(int most)
        {
            using var slide = SlideReaders.Open(path, options.Limits);
            foreach (var tile in tiles.Take(most))
            {
                var rgb = new byte[3 * region.Width * region.Height];
                Read(slide, tile, rgb);
                yield return new RgbImage(region.Width, region.Height, rgb);
            }
        }

        private void Read(ISlide slide, TileRecord tile, byte[] rgb) => slide.ReadRegion(region.Level, tile.X, tile.Y, region.Width, region.Height, rgb);
    }
}
