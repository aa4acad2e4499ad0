using Concord.Indexing;

namespace Concord.Study;

/// <summary>Counts what a collection holds, for the report.</summary>
internal static class DemoCohort
{
    internal static CohortSummary Of(IReadOnlyList<TileInfo> tiles, CollectionInfo info, IndexReport index) => new()
    {
        Tiles = tiles.Count,
        Slides = (int)info.Slides,
        Patients = (int)info.Patients,
        Series = (int)info.Series,
        Centres = info.Centres.ToDictionary(centre => centre.Key, centre => (int)centre.Value),
        Classes = [.. tiles.GroupBy(tile => tile.Labels.GetValueOrDefault("label") ?? "no label").OrderBy(c => c.Key, StringComparer.Ordinal).Select(Class)],
        Skipped = [.. index.Skipped.Select(skipped => $"{skipped.File}: {skipped.Reason}")],
    };

    private static ClassSummary Class(IGrouping<string, TileInfo> tiles) => new(
        tiles.Key, tiles.Count(), tiles.Select(tile => tile.Patient).Distinct().Count(), tiles.Count(t => t.Split == "train"), tiles.Count(t => t.Split == "test"));
}
