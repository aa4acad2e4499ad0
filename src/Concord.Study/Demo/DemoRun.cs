using Concord.Indexing;

namespace Concord.Study;

/// <summary>
/// The whole path at once: draws a cohort or takes a folder, indexes it, evaluates, searches, writes a report. Run again in the same
/// folder it uses what is unchanged and brings the rest up to date.
/// </summary>
public static class DemoRun
{
    /// <summary>
    /// Runs the demo. A file that is no image is reported and left out. Throws <see cref="ConcordNotFoundException"/> for a folder or model that
    /// is not there and <see cref="OperationCanceledException"/> when cancelled; the next run goes on from what was committed.
    /// </summary>
    public static DemoResult Run(DemoOptions options, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.K < 1) throw new ConcordArgumentException($"k is {options.K}; it must be at least 1");
        var place = Directory.CreateDirectory(options.Out).FullName;
        var clock = new StepClock();
        var source = clock.Time(options.Data is null ? "Drawing" : "Reading tables", () => DemoSource.Take(options with { Out = place }, progress, cancel));
        var model = ModelStore.Default.Get(options.Model);
        using var embedder = Embedder.Load(model);
        using var collection = DemoCollection.Open(place, embedder.Space, source.Links);
        var index = clock.Time("Indexing", () => DemoCollection.Fill(collection, embedder, source, progress, cancel));
        var tiles = collection.Tiles();
        var split = tiles.Any(tile => tile.Split == "test") && tiles.Any(tile => tile.Split == "train");
        var evaluation = clock.Time("Evaluating", () => Evaluate(collection, tiles, split, progress, cancel));
        using var pictures = new TilePictures();
        var queries = clock.Time("Searching", () => new DemoQueries(collection, tiles, pictures, split, options.K).Run(progress, cancel));
        var radiology = source.Links is null ? null : clock.Time("Radiology", () => DemoRadiology.Run(collection, embedder, pictures, progress, cancel));
        var figures = clock.Time("Adapter and maps", () => FigureSet.Of(queries, HeldOutAdapter.Run(collection, collection.Space(), "label", progress, cancel), "label", source.Synthetic, cancel));
        var data = new DemoReportData
        {
            Synthetic = source.Synthetic,
            Source = source.Name,
            Cohort = DemoCohort.Of(tiles, collection.Info(), index),
            Evaluation = evaluation,
            Queries = queries,
            Figures = figures,
            Radiology = radiology,
            Space = embedder.Space,
            Model = model.Manifest.Description ?? model.Manifest.Id,
            Version = EngineInfo.Version,
            Times = clock.Times,
        };
        var report = Path.Combine(place, "report.html");
        DemoReport.Write(report, data);
        return Result(data, index, source, collection, report);
    }

    /// <summary>Null when nothing is labelled: then there is nothing to agree on.</summary>
    private static EvaluationReport? Evaluate(
        Collection collection, IReadOnlyList<TileInfo> tiles, bool split, IProgress<Progress>? progress, CancellationToken cancel) =>
        tiles.Any(tile => tile.Labels.ContainsKey("label"))
            ? Evaluator.Run(collection, collection.Space(), new EvaluationOptions { UseSplit = split }, progress, cancel)
            : null;

    private static DemoResult Result(DemoReportData data, IndexReport index, DemoSource source, Collection collection, string report) => new()
    {
        Report = report,
        Collection = collection.Path,
        Data = source.Folder,
        Synthetic = source.Synthetic,
        Cohort = data.Cohort,
        Index = index,
        Evaluation = data.Evaluation,
        Times = data.Times,
    };
}
