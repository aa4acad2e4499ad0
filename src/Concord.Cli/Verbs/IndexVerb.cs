using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Plugins;
using Concord.Indexing;

namespace Concord.Cli.Verbs;

/// <summary><c>index NAME PATH…</c>: embeds images into a collection, which is made where there is none, going on where an earlier run stopped.</summary>
internal sealed class IndexVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Images, and folders of images", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _labels = new("--labels") { Description = "CSV with the header file,label,patient[,case,slide,centre,split]; without it a sub-folder's name is the label", HelpName = "FILE" };
    private readonly Option<double?> _mpp = new("--mpp") { Description = "Micrometres a level-0 pixel, where the files do not say", HelpName = "X" };
    private readonly Option<int?> _tile = Syntax.AtLeastOne("--tile", "N", "Cut into tiles of N × N pixels (default: an image is one tile, a whole slide's tiles are what the model reads)");
    private readonly Option<double?> _overlap = new("--overlap") { Description = "Whole slides: part of a tile's side that the next repeats, 0 to 0.95 (default 0)", HelpName = "X" };
    private readonly Option<double?> _tissue = new("--min-tissue") { Description = "Whole slides: least share of a tile that must be tissue (default 0.5)", HelpName = "X" };
    private readonly Option<bool> _noQuality = new("--no-quality") { Description = "Whole slides: keep blank, marked and unsharp tiles too" };
    private readonly Option<string> _selection = new("--selection") { Description = "Whole slides: which tiles are taken: all, mosaic (k-means on colour, then place) or random", HelpName = "NAME", DefaultValueFactory = _ => "all" };
    private readonly Option<string?> _annotations = new("--annotations") { Description = "Whole slides: folder of GeoJSON files named as the slides; tiles inside are taken, and labelled by class", HelpName = "DIR" };
    private readonly Option<string?> _overview = new("--overview") { Description = "Whole slides: write a picture of each with its tissue and tiles here", HelpName = "DIR" };
    private readonly Option<int?> _workers = Syntax.AtLeastOne("--workers", "N", "Images embedded at once (default: one more than cores)");
    private readonly Option<bool> _plan = new("--plan") { Description = "Say what would be done, and do nothing" };
    private readonly Option<bool> _watch = new("--watch") { Description = "Go on: index what comes into the folders, until stopped" };
    private readonly Option<bool> _background = new("--background") { Description = "Stand back behind everything else that the machine does" };
    private readonly Option<bool> _noIsolation = new("--no-isolation") { Description = "Decode slides and TIFF in this process instead of in worker processes: one that crashes a decoder then ends the run" };
    private readonly Option<string?> _model = new("--model")
    {
        Description = $"Of a new collection: the model that makes its vectors, an id of \"concord model list\", a model's folder or plugin:ID (default: {ModelStore.BuiltInId}, built in). Of one that exists: where its model lies, when it is not in your store",
        HelpName = "ID|DIR",
    };

    private readonly Option<string?> _device = Devices.Option();

    internal IndexVerb()
        : base("index", "Embed slides, images and folders of them into a collection; makes it where there is none, resumes where it stopped")
    {
        Add(_name);
        Add(_paths);
        foreach (var option in new Option[] { _labels, _mpp, _tile, _overlap, _tissue, _noQuality, _selection, _annotations, _overview, _workers, _noIsolation, _background, _plan, _watch, IndexOutputs.ReportOption, IndexOutputs.LogOption, _model, _device }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        var paths = parsed.GetRequiredValue(_paths);
        using var outputs = IndexOutputs.Open(parsed);
        using var plugins = LoadedPlugins.OnDemand();
        if (parsed.GetValue(_plan)) return Preview(parsed, name, paths, plugins, outputs, session);
        // Before a collection may be made: one that nothing can go into is not.
        var plan = parsed.GetValue(_watch) ? null : Plan(parsed, paths, plugins);
        if (plan is null) CheckWatched(paths, Cut(parsed, plugins));
        using var accelerator = Devices.Open(parsed, _device);
        using var target = IndexTarget.Open(name, parsed.GetValue(_model), plugins, session.Cancel);
        if (parsed.GetValue(_labels) is null) PointOutLabels(paths);
        var (collection, space) = (target.Collection, target.Space);
        using var embedder = Models.Load(space, parsed.GetValue(_model), plugins, accelerator);
        var report = plan is null
            ? new IndexWatch(collection, space, embedder, outputs).Run(paths, () => Labels(parsed), Cut(parsed, plugins), session.Cancel)
            : Index(collection, space, embedder, plan, outputs, session.Cancel);
        outputs.Report(report.Outcomes);
        session.Answer(IndexDocument.Of(name, space, target.Created, report), console => IndexDocument.Print(console, report));
        if (report.Slides + report.AlreadyIndexed > 0) session.Next($"concord evaluate {name}   or   concord search {name} --image FILE --html answer.html");
        return report.Skipped.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private ExitCode Preview(ParseResult parsed, string name, string[] paths, LoadedPlugins plugins, IndexOutputs outputs, Session session)
    {
        var plan = Plan(parsed, paths, plugins);
        var outcomes = IndexTarget.Preview(name, plan, session.Cancel);
        outputs.Report(outcomes);
        session.Answer(IndexDocument.OfPlan(name, outcomes), console => IndexDocument.PrintPlan(console, outcomes));
        return ExitCode.Ok;
    }

    private static void CheckWatched(string[] paths, IndexOptions options)
    {
        options.Check();
        if (paths.FirstOrDefault(path => !Path.Exists(path)) is { } missing) throw new ConcordNotFoundException($"{missing}: there is no such file or folder");
    }

    private LabelTable? Labels(ParseResult parsed) => parsed.GetValue(_labels) is { } file ? LabelTable.Read(file) : null;

    private IndexPlan Plan(ParseResult parsed, string[] paths, LoadedPlugins plugins)
    {
        var plan = IndexPlan.Create(paths, Labels(parsed), Cut(parsed, plugins));
        foreach (var warning in plan.Warnings) Session.Note(warning);
        return plan;
    }

    private IndexOptions Cut(ParseResult parsed, LoadedPlugins plugins) => new()
    {
        AddedReaders = plugins,
        Tile = parsed.GetValue(_tile),
        Mpp = parsed.GetValue(_mpp),
        Workers = parsed.GetValue(_workers) ?? 0,
        Background = parsed.GetValue(_background),
        Isolated = !parsed.GetValue(_noIsolation),
        Slides = Slides(parsed),
    };

    private SlideCutOptions Slides(ParseResult parsed)
    {
        if (parsed.GetValue(_overview) is { } folder) OutputFolder.Prepare(folder);
        return new SlideCutOptions
        {
            Overlap = parsed.GetValue(_overlap) ?? 0,
            LeastTissue = parsed.GetValue(_tissue) ?? SlideCutOptions.Default.LeastTissue,
            Gates = parsed.GetValue(_noQuality) ? QualityGates.Off : QualityGates.Default,
            Selection = TileSelections.Of(parsed.GetValue(_selection)!),
            Annotations = parsed.GetValue(_annotations),
            Overview = parsed.GetValue(_overview),
        };
    }

    private static IndexReport Index(Collection collection, Space space, Embedder embedder, IndexPlan plan, IndexOutputs outputs, CancellationToken cancel)
    {
        using var view = ProgressView.Start("tiles");
        var progress = ProgressView.From<IndexProgress>(step => view.Show("indexing", step.DoneTiles, step.TotalTiles));
        var report = new Indexer().Run(collection, space, embedder, plan, progress, cancel, outputs.Log);
        if (report.CutAgain > 0) Session.Note($"{report.CutAgain} slides had been cut otherwise; their tiles were replaced");
        return report;
    }

    /// <summary>A table that lies beside the images is most likely meant; but what was not asked for is not used.</summary>
    private static void PointOutLabels(string[] paths)
    {
        var table = paths.Select(path => Path.Combine(path, "labels.csv")).FirstOrDefault(File.Exists);
        if (table is not null) Session.Note($"there is a {table}, not used: give it with --labels {table}");
    }
}
