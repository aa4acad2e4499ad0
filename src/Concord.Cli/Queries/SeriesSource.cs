using System.Globalization;

namespace Concord.Cli.Queries;

/// <summary>Makes a query of a series of the collection.</summary>
internal static class SeriesSource
{
    /// <summary>The space of radiology to search: the one named, else the first.</summary>
    internal static Space Space(Collection collection, string? name)
    {
        if (name is null)
        {
            return collection.RadiologySpaces is [var first, ..] ? first
                : throw new ConcordNotFoundException($"The collection '{collection.Name}' has no space of radiology yet; \"concord index radiology\" makes one.");
        }

        var space = collection.Space(name);
        return space.Identity.Series is not null ? space : throw new ConcordArgumentException($"Space '{name}' is of tissue; --series searches a space of radiology.");
    }

    internal static Query Of(Collection collection, Space space, string series)
    {
        var item = Find(collection, space, series);
        return new Query(collection.Vector(space, item.Id), Label(item)) { Tile = item, Slide = item.SlideInfo, Image = Preview(item.File) };
    }

    /// <summary>A series as people read it: CASE/MODALITY/CONTRAST.</summary>
    internal static string Label(TileInfo item) => $"{item.Case}/{item.Labels.GetValueOrDefault("modality")}/{item.Labels.GetValueOrDefault("contrast")}";

    /// <summary>By the number of its tile, by its name, or by CASE/MODALITY/CONTRAST, of whose slices the middle one is taken.</summary>
    private static TileInfo Find(Collection collection, Space space, string series)
    {
        var held = collection.SlidesIn(space).ToHashSet();
        var items = collection.SeriesItems().Where(item => held.Contains(item.SlideInfo.Id)).ToList();
        if (long.TryParse(series, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && items.Find(item => item.Id == id) is { } numbered) return numbered;
        var named = items.Where(item => item.Slide == series || Label(item) == series).ToList();
        return named.Count > 0 ? named[named.Count / 2]
            : throw new ConcordNotFoundException($"Space '{space.Name}' has no series \"{series}\"; name one as CASE/MODALITY/CONTRAST, or by the number that a search prints as its tile.");
    }

    private static RgbImage? Preview(string? file)
    {
        try
        {
            return file is null ? null : SeriesFile.ReadPreview(file);
        }
        catch (ConcordException)
        {
            return null;
        }
    }
}
