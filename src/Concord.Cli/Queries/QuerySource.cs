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

    internal static Query FromVector(Collection collection, Space space, string path)
    {
        var vector = VectorFile.Read(path);
        return FromElements(collection, space, vector, Path.GetFileName(path));
    }

    /// <summary>A vector of the space, or one that its adapter takes.</summary>
    internal static Query FromElements(Collection collection, Space space, float[] vector, string name)
    {
        var adapter = collection.AdapterOf(space);
        var adapts = adapter is not null && vector.Length == adapter.Card.Shape.Input;
        if (!adapts && vector.Length != space.Dimension)
        {
            throw new ConcordArgumentException($"{name} has {vector.Length} elements; the collection's vectors have {space.Dimension}.");
        }

        var bad = Array.FindIndex(vector, element => !float.IsFinite(element));
        if (bad >= 0) throw new ConcordArgumentException($"{name}: element {bad + 1} is {vector[bad]}; every element must be a finite number.");
        return new Query(adapts ? adapter!.ApplyToQuery(vector) : vector, name);
    }

    /// <summary>An image that lies nowhere.</summary>
    internal static Query FromPixels(Collection collection, Space space, RgbImage image, Embedder embedder, string name)
    {
        var vector = embedder.Embed(image);
        var adapter = collection.AdapterOf(space);
        return new Query(adapter is null ? vector : adapter.ApplyToQuery(vector), name) { Image = image };
    }

    /// <summary>An image that lies in the collection is its tile, so that it is never its own hit and its relatives can be left out.</summary>
    internal static Query FromImage(Collection collection, Space space, string path, Roi? roi, Embedder embedder)
    {
        if (space.Identity.Series is null && File.Exists(path) && SlideReaders.IsWholeSlide(path))
        {
            throw new UsageException(
                $"{Path.GetFileName(path)} is a whole slide.",
                "Name a part of it by x, y, width and height in level-0 pixels (--region); or index it and look for slides like it (--slide).");
        }

        var whole = space.Identity.Series is null ? ImageFile.Read(path) : SeriesFile.ReadStretched(path);
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
    internal static Query FromRegion(Collection collection, Space space, string path, SlideRegion region, double? mpp, Embedder embedder)
    {
        var read = region.Read(path, space.Identity.Preprocessing, mpp);
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
