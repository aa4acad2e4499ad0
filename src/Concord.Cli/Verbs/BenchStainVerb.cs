using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;
using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>bench stain</c>: what precision remains when the queries are stained otherwise, beside a plain colour histogram.</summary>
internal sealed class BenchStainVerb : Verb
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Labelled images, and folders of them", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _labels = new("--labels") { Description = "CSV with the header file,label,patient; without it a sub-folder's name is the label", HelpName = "FILE" };
    private readonly Option<string> _model = new("--model")
    {
        Description = "An id of \"concord model list\", or a model's folder",
        HelpName = "ID|DIR",
        DefaultValueFactory = _ => ModelStore.BuiltInId,
    };

    private readonly Option<int?> _seeds = Syntax.AtLeastOne("--seeds", "N", "Times the stains are drawn (default: 3)");

    internal BenchStainVerb()
        : base("stain", "Measure what precision remains when the queries are stained otherwise")
    {
        Add(_paths);
        Add(_labels);
        Add(_model);
        Add(_seeds);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var labels = parsed.GetValue(_labels) is { } file ? LabelTable.Read(file) : null;
        var plan = IndexPlan.Create(parsed.GetRequiredValue(_paths), labels, new IndexOptions());
        var model = Models.Find(parsed.GetRequiredValue(_model));
        var report = Measure(model, plan, parsed.GetValue(_seeds) ?? 3, session.Cancel);
        session.Answer(Document(model, report), console => Print(console, report));
        return ExitCode.Ok;
    }

    private static StainBenchReport Measure(Model model, IndexPlan plan, int seeds, CancellationToken cancel)
    {
        using var embedder = Embedder.Load(model);
        using var view = ProgressView.Start("images");
        return StainBench.Run(plan, embedder, seeds, ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), cancel);
    }

    private static object Document(Model model, StainBenchReport report) => new
    {
        model = model.Manifest.Id,
        images = report.Images,
        seeds = report.Seeds,
        results = new[]
        {
            Result("stain.p1", report.Model.P1, report.Histogram.P1),
            Result("stain.p5", report.Model.P5, report.Histogram.P5),
            Result("stain.shifted.p1", report.Model.ShiftedP1.Average(), report.Histogram.ShiftedP1.Average()),
            Result("stain.loss", report.Model.Loss, report.Histogram.Loss),
        },
    };

    private static object Result(string name, double ours, double peer) => new
    {
        name,
        ours,
        peer,
        ratio = peer == 0 ? (double?)null : ours / peer,
        ceiling = (double?)null,
        share_of_ceiling = (double?)null,
    };

    private static void Print(IAnsiConsole console, StainBenchReport report)
    {
        var table = Format.Table("descriptor", "P@1", "P@5", "P@1 stained otherwise", "lost");
        foreach (var figures in new[] { report.Model, report.Histogram })
        {
            table.Row(
                figures.Name,
                Format.Number(figures.P1, "0.0000"),
                Format.Number(figures.P5, "0.0000"),
                Format.Number(figures.ShiftedP1.Average(), "0.0000"),
                Format.Number(figures.Loss, "0.0000"));
        }

        console.Write(table);
        console.WriteLine($"{report.Images} images, densities scaled by up to ±{StainBench.Spread:P0}, drawn {report.Seeds} times, patients excluded.");
    }
}
