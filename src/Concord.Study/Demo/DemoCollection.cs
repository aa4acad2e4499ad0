using Concord.Indexing;

namespace Concord.Study;

/// <summary>The collection of a demo: made, filled, and brought up to date.</summary>
internal static class DemoCollection
{
    private const string Name = "demo.concord";

    /// <summary>
    /// Opens the collection of an earlier run when its vectors are of this model and its radiology still is what links.csv says; otherwise
    /// makes it anew.
    /// </summary>
    internal static Collection Open(string folder, SpaceIdentity space, SeriesTable? links)
    {
        var path = Path.Combine(folder, Name);
        if (Collection.IsCollection(path))
        {
            var known = Collection.Open(path, CollectionAccess.Write);
            if (known.Spaces.Count > 0 && known.Space().Identity.Id == space.Id && !HoldsOther(known, links)) return known;
            known.Dispose();
            Collection.Delete(path);
        }

        return Collection.Create(path, new CollectionOptions { Space = space, ModelId = space.ModelId });
    }

    private static bool HoldsOther(Collection collection, SeriesTable? links)
    {
        var known = links?.Series.ToHashSet() ?? [];
        return collection.Tiles().SelectMany(tile => tile.Series).Any(item => !known.Contains(item));
    }

    /// <summary>Adds what is new, takes away what is gone from the folder, links the radiology.</summary>
    internal static IndexReport Fill(
        Collection collection, Embedder embedder, DemoSource source, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var plan = IndexPlan.Create(source.Paths, source.Labels, new IndexOptions());
        var planned = plan.Slides.Select(slide => slide.Slide.Name).ToHashSet(StringComparer.Ordinal);
        var gone = collection.Slides().Select(slide => slide.Name).Where(name => !planned.Contains(name)).ToList();
        if (gone.Count > 0) collection.DeleteSlides(gone);
        var report = new Indexer().Run(collection, collection.Space(), embedder, plan, new Relay(progress), cancel);
        return source.Links is { } links ? report with { Skipped = [.. report.Skipped, .. links.Missing, .. Link(collection, links)] } : report;
    }

    /// <summary>Links what has a case here, and returns what has none.</summary>
    private static IEnumerable<SkippedFile> Link(Collection collection, SeriesTable links)
    {
        var cases = collection.Slides().Select(slide => slide.Case).ToHashSet(StringComparer.Ordinal);
        collection.LinkSeries([.. links.Series.Where(item => cases.Contains(item.Case))]);
        return links.Series.Where(item => !cases.Contains(item.Case))
            .Select(item => new SkippedFile(item.Path, $"it is linked to case {item.Case}, of which there is no image"));
    }

    private sealed class Relay(IProgress<Progress>? progress) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => progress?.Report(new Progress("index", value.DoneTiles, value.TotalTiles));
    }
}
