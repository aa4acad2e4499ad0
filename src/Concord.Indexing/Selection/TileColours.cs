namespace Concord.Indexing;

/// <summary>Mean colours of any squares of a slide, from its thumbnail. Immutable; safe to use from several threads.</summary>
public sealed class TileColours
{
    private readonly IntegralImage[] _sums;
    private readonly double _downsample;
    private readonly (double Width, double Height) _size;

    public TileColours(SlideThumbnail thumbnail)
    {
        ArgumentNullException.ThrowIfNull(thumbnail);
        var image = thumbnail.Image;
        _sums = [.. Enumerable.Range(0, 3).Select(channel => new IntegralImage(image.Width, image.Height, at => image.Pixels[(3 * at) + channel]))];
        (_downsample, _size) = (thumbnail.Downsample, (image.Width, image.Height));
    }

    /// <summary>A tile's place and mean colour, over the part that lies on the slide; white for a tile that lies beside it.</summary>
    public TileCandidate Of(SlideTile tile)
    {
        var (left, top) = (Math.Max(0, tile.X / _downsample), Math.Max(0, tile.Y / _downsample));
        var right = Math.Min(_size.Width, (tile.X + tile.Side) / _downsample);
        var bottom = Math.Min(_size.Height, (tile.Y + tile.Side) / _downsample);
        if (left >= right || top >= bottom) return new TileCandidate(tile.CentreX, tile.CentreY, 255, 255, 255);
        var area = (right - left) * (bottom - top);
        return new TileCandidate(tile.CentreX, tile.CentreY, Mean(0), Mean(1), Mean(2));

        float Mean(int channel) => (float)(_sums[channel].Sum(left, top, right, bottom) / area);
    }

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<TileCandidate> Of(IEnumerable<SlideTile> tiles) => [.. tiles.Select(Of)];
}
