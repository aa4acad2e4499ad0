using System.Numerics.Tensors;
using Concord.Cli.CommandLine;

namespace Concord.Cli.Queries;

/// <summary>Makes a query of an image, a vector file or a tile of the collection.</summary>
internal static class QuerySource
{
    internal static Query FromTile(Collection collection, Space space, long tile)
    {
        var info = collection.Tile(tile);
        return new Query(collection.Vector(space, tile), $"tile {tile}") { Tile = info, Slide = info.SlideInfo };
    }

    internal static Query FromVector(Collection collection, Space space, string path, string? of)
    {
        var vector = VectorFile.Read(path);
        return FromElements(collection, space, vector, Path.GetFileName(path), of);
    }

    /// <summary>A vector of the space, or one that its adapter takes.</summary>
    /// <param name="collection">What is searched.</param>
    /// <param name="space">What of it is searched.</param>
    /// <param name="vector">Its elements.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="of">The space of the collection that the vector is of; null: its length says. Where that cannot, it is refused: an adapter applied to what it made gives some vector too.</param>
    internal static Query FromElements(Collection collection, Space space, float[] vector, string name, string? of = null)
    {
        var adapter = AdapterTo(collection, space, vector.Length, name, of);
        var expected = adapter?.Card.Shape.Input ?? space.Dimension;
        if (vector.Length != expected) throw new ConcordArgumentException($"{name} has {vector.Length} elements; the vectors of {of ?? "the collection"} have {expected}.");
        var bad = Array.FindIndex(vector, element => !float.IsFinite(element));
        if (bad >= 0) throw new ConcordArgumentException($"{name}: element {bad + 1} is {vector[bad]}; every element must be a finite number.");
        return new Query(adapter is null ? vector : adapter.ApplyToQuery(vector), name);
    }

    /// <summary>The adapter that takes a vector into the space; null for one that is of the space already.</summary>
    private static Adapter? AdapterTo(Collection collection, Space space, int length, string name, string? of)
    {
        var adapter = collection.AdapterOf(space);
        if (of is not null)
        {
            var own = collection.Space(of).Identity;
            if (adapter is not null && own.Id == adapter.Card.Base.Id) return adapter;
            space.RequireComparable(own);
            return null;
        }

        if (adapter is null || length != adapter.Card.Shape.Input) return null;
        if (length != space.Dimension) return adapter;
        throw new ConcordArgumentException(
            $"{name} has {length} elements, and so have the vectors of space '{space.Name}' and those that its adapter takes. Say which it is of: --vector-space, over the pipe the vector's space.");
    }

    /// <summary>An image that lies nowhere.</summary>
    internal static Query FromPixels(Collection collection, Space space, RgbImage image, Embedder embedder, string name)
    {
        var vector = embedder.Embed(image);
        var adapter = collection.AdapterOf(space);
        return new Query(adapter is null ? vector : adapter.ApplyToQuery(vector), name) { Image = image };
    }

    /// <summary>An image that lies in the collection is its tile, so that it is never its own hit and its relatives can be left out.</summary>
    internal static Query FromImage(Collection collection, Space space, string path, Roi? roi, Embedder embedder, ISlideOpener slides)
    {
        if (space.Identity.Series is null && IsWholeSlide(path, slides))
        {
            throw new UsageException(
                $"{Path.GetFileName(path)} is a whole slide.",
                "Name a part of it by x, y, width and height in level-0 pixels (--region); or index it and look for slides like it (--slide).");
        }

        var whole = space.Identity.Series is null ? Read(path, slides) : SeriesFile.ReadStretched(path);
        var image = roi is { } part ? whole.Crop(part.X, part.Y, part.Width, part.Height) : whole;
        var slide = SlideOf(collection, path);
        return FromPixels(collection, space, image, embedder, Path.GetFileName(path)) with
        {
            File = path,
            Slide = slide,
            Tile = slide is not null && roi is null ? OnlyTile(collection, slide) : null,
        };
    }

    /// <summary>A region of a slide: the mean of its tiles' vectors, each of unit length where the metric is cosine.</summary>
    internal static Query FromRegion(Collection collection, Space space, string path, SlideRegion region, double? mpp, Embedder embedder, ISlideOpener slides)
    {
        var read = region.Read(path, space.Identity.Preprocessing, mpp, slides);
        var adapter = collection.AdapterOf(space);
        var mean = new float[space.Dimension];
        foreach (var tile in read.Tiles)
        {
            var vector = embedder.Embed(tile);
            if (adapter is not null) vector = adapter.ApplyToQuery(vector);
            var scale = space.Identity.Metric == Metric.Cosine ? 1 / Math.Max(float.Epsilon, TensorPrimitives.Norm<float>(vector)) : 1;
            TensorPrimitives.MultiplyAdd(vector, scale / read.Tiles.Count, mean, mean);
        }

        return new Query(mean, $"{Path.GetFileName(path)} at {region}") { Image = read.Picture, File = path, Slide = SlideOf(collection, path), Region = (region, read.Tiles.Count, read.Mpp) };
    }

    private static bool IsWholeSlide(string path, ISlideOpener slides)
    {
        try
        {
            return File.Exists(path) && slides.IsWholeSlide(path);
        }
        catch (SlideException e)
        {
            throw new ConcordArgumentException($"{Path.GetFileName(path)}: {e.Message}", e);
        }
    }

    private static RgbImage Read(string path, ISlideOpener slides)
    {
        var decoder = slides.Decoder();
        try
        {
            decoder.Read(path);
        }
        catch (SlideException e)
        {
            throw new ConcordArgumentException($"{Path.GetFileName(path)}: {e.Message}", e);
        }

        return new RgbImage(decoder.Width, decoder.Height, decoder.Pixels.ToArray());
    }

    private static SlideInfo? SlideOf(Collection collection, string path)
    {
        var absolute = Path.GetFullPath(path);
        return collection.Slides().Concat(collection.SeriesItems().Select(item => item.SlideInfo)).FirstOrDefault(slide => slide.Source?.Path == absolute);
    }

    /// <summary>The tile that is the whole image; null where the image was cut into several.</summary>
    private static TileInfo? OnlyTile(Collection collection, SlideInfo slide)
    {
        var name = slide.Name.Replace("\"", "\"\"", StringComparison.Ordinal);
        if (slide.IsSeries) return collection.SeriesItems().FirstOrDefault(item => item.SlideInfo.Id == slide.Id);
        var tiles = collection.Tiles($"slide = \"{name}\"");
        return tiles.Count == 1 ? tiles[0] : null;
    }
}
