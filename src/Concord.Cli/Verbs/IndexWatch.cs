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
        return Sum();
    }

    private IndexReport Once(IndexPlan plan, CancellationToken cancel)
    {
        var report = new Indexer().Run(collection, space, embedder, plan, null, cancel, outputs.Log);
        _runs.Add(report);
        if (report.Slides > 0) Session.Note($"{Format.Count(report.Tiles)} tiles of {Format.Count(report.Slides)} slides added, {Format.Number(report.TilesPerSecond, "0.#")} tiles/s");
        foreach (var skipped in report.Skipped) Session.Note($"skipped {skipped.File}: {skipped.Reason}");
        outputs.Report(Sum().Outcomes);
        return report;
    }

    private IndexReport Sum()
    {
        var elapsed = TimeSpan.FromTicks(_runs.Sum(run => run.Elapsed.Ticks));
        var tiles = _runs.Sum(run => run.Tiles);
        return new IndexReport(
            _runs.Sum(run => run.Slides), tiles, _runs.Sum(run => run.AlreadyIndexed), [.. _runs.SelectMany(run => run.Skipped)],
            tiles / Math.Max(elapsed.TotalSeconds, 1e-9), elapsed)
        {
            Dropped = _runs.SelectMany(run => run.Dropped).GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Value)),
            Outcomes = [.. _runs.SelectMany(run => run.Outcomes)],
            CutAgain = _runs.Sum(run => run.CutAgain),
        };
    }
}
