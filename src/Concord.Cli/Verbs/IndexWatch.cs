using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Verbs;

/// <summary><c>index --watch</c>: one run after the other, and their sum at the end. Being stopped is how it ends.</summary>
internal sealed class IndexWatch(Collection collection, Space space, Embedder embedder, IndexOutputs outputs)
{
    private readonly List<IndexReport> _runs = [];

    internal IndexReport Run(string[] paths, Func<LabelTable?> labels, IndexOptions options, CancellationToken cancel)
    {
        options.Check();
        Session.Note($"watching {string.Join(", ", paths)}; stop with Ctrl-C or SIGTERM");
        new FolderWatch(paths, labels, options, plan => Once(plan, cancel)).Run(cancel);
        return IndexReport.Sum(_runs);
    }

    private IndexReport Once(IndexPlan plan, CancellationToken cancel)
    {
        var report = new Indexer().Run(collection, space, embedder, plan, null, cancel, outputs.Log);
        _runs.Add(report);
        if (report.Slides > 0) Session.Note($"{Format.Count(report.Tiles)} tiles of {Format.Count(report.Slides)} slides added, {Format.Number(report.TilesPerSecond, "0.#")} tiles/s");
        foreach (var skipped in report.Skipped) Session.Note($"skipped {skipped.File}: {skipped.Reason}");
        foreach (var (file, note) in report.Notes) Session.Note($"{file}: {note}");
        outputs.Report(IndexReport.Sum(_runs).Outcomes);
        return report;
    }
}
