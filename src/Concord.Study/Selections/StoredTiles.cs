using Concord.Indexing;

namespace Concord.Study;

/// <summary>The tiles of one slide of a collection, with the colours that selections go by.</summary>
internal sealed class StoredTiles
{
    private readonly long[] _ids;
    private readonly IReadOnlyList<TileCandidate> _candidates;

    private StoredTiles(long[] ids, IReadOnlyList<TileCandidate> candidates, bool hasColours) => (_ids, _candidates, HasColours) = (ids, candidates, hasColours);

    internal int Count => _ids.Length;

    internal bool HasColours { get; }

    /// <summary>One a slide, in order of id. Each slide's file is opened once, for a thumbnail.</summary>
    internal static IReadOnlyList<StoredTiles> Of(IEnumerable<TileInfo> tiles, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var slides = tiles.GroupBy(tile => tile.SlideInfo.Id).OrderBy(group => group.Key).ToList();
        var stored = new List<StoredTiles>(slides.Count);
        using var files = new IsolatedSlides();
        foreach (var slide in slides)
        {
            cancel.ThrowIfCancellationRequested();
            stored.Add(OfSlide(files, [.. slide.OrderBy(tile => tile.Id)], cancel));
            progress?.Report(new Progress("colours", stored.Count, slides.Count));
        }

        return stored;
    }

    internal IEnumerable<long> Choose(ITileSelection selection) => selection.Choose(_candidates).Select(index => _ids[index]);

    private static StoredTiles OfSlide(IsolatedSlides files, TileInfo[] tiles, CancellationToken cancel)
    {
        var ids = Array.ConvertAll(tiles, tile => tile.Id);
        var squares = tiles.Select(tile => new SlideTile(tile.X, tile.Y, Math.Max(tile.Width, tile.Height), 1)).ToList();
        if (Colours(files, tiles[0].File, cancel) is { } colours) return new StoredTiles(ids, colours.Of(squares), hasColours: true);
        return new StoredTiles(ids, [.. squares.Select(square => new TileCandidate(square.CentreX, square.CentreY, 0, 0, 0))], hasColours: false);
    }

    /// <summary>null where the slide came without a file, or that is gone or cannot be read any more.</summary>
    private static TileColours? Colours(IsolatedSlides files, string? file, CancellationToken cancel)
    {
        if (file is null || !File.Exists(file)) return null;
        try
        {
            using var slide = files.Open(file);
            return new TileColours(SlideThumbnail.Of(slide, cancel));
        }
        catch (Exception error) when (error is SlideException or ConcordException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
