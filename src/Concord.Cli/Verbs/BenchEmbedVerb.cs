using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;
using Concord.Study;

namespace Concord.Cli.Verbs;

/// <summary><c>bench embed</c>: decoding, preprocessing and inference alone, and what share of their ideal indexing reaches.</summary>
internal sealed class BenchEmbedVerb : Verb
{
    private const int DrawnTiles = 400;
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Slides, images and folders to measure on (default: tiles drawn for the purpose)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _model = new("--model")
    {
        Description = "An id of \"concord model list\", or a model's folder",
        HelpName = "ID|DIR",
        DefaultValueFactory = _ => ModelStore.BuiltInId,
    };

    private readonly Option<int?> _tile = Syntax.AtLeastOne("--tile", "N", "Cut images into tiles of N × N pixels (default: an image is one tile)");
    private readonly Option<double?> _mpp = new("--mpp") { Description = "Micrometres a level-0 pixel, where slides do not say", HelpName = "X" };
    private readonly Option<int?> _workers = Syntax.AtLeastOne("--workers", "N", "Images embedded at once (default: one more than cores)");

    internal BenchEmbedVerb()
        : base("embed", "Measure what indexing is made of, and how close to the ideal it comes")
    {
        Add(_paths);
        Add(_model);
        Add(_tile);
        Add(_mpp);
        Add(_workers);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var model = Models.Find(parsed.GetRequiredValue(_model));
        var options = new IndexOptions { Tile = parsed.GetValue(_tile), Mpp = parsed.GetValue(_mpp), Workers = parsed.GetValue(_workers) ?? 0, Slides = SlideCutOptions.Default with { Gates = QualityGates.Off } };
        var results = parsed.GetValue(_paths) is { Length: > 0 } paths
            ? Measure(model, paths, options, session.Cancel)
            : MeasureDrawn(model, options, session.Cancel);
        session.Answer(BenchDocument.From(model.Manifest.Id, results), console => BenchDocument.Print(console, results));
        return ExitCode.Ok;
    }

    private static IReadOnlyList<EmbedBenchResult> MeasureDrawn(Model model, IndexOptions options, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("concord-bench-");
        try
        {
            SyntheticTiles.Draw(folder.FullName, DrawnTiles, cancel);
            return Measure(model, [folder.FullName], options, cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<EmbedBenchResult> Measure(Model model, string[] paths, IndexOptions options, CancellationToken cancel)
    {
        using var view = ProgressView.Start("tiles");
        view.Show("measuring", 0, 0);
        return EmbedBench.Run(model, IndexPlan.Create(paths, null, options), cancel);
    }
}
