using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>bench adapter NAME --label L</c>: the seed study's experiment on a collection's vectors, repeated over seeds.</summary>
internal sealed class BenchAdapterVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<string> _label = new("--label") { Description = "The label to learn", DefaultValueFactory = _ => "label" };
    private readonly Option<string?> _space = new("--space") { Description = "The space to adapt (default: the collection's first)", HelpName = "NAME" };
    private readonly Option<int?> _seeds = Syntax.AtLeastOne("--seeds", "N", "Repetitions (default: 20)");
    private readonly Option<int?> _epochs = Syntax.AtLeastOne("--epochs", "N", "Most epochs (default: 15)");
    private readonly Option<int> _folds = new("--folds") { Description = "Folds by patient that choose the epochs; 0: train all", DefaultValueFactory = _ => 5 };
    private readonly Option<AdapterArchitecture> _architecture = Syntax.Choice("--architecture", "The network", AdapterArchitecture.Seed, Enum.GetValues<AdapterArchitecture>());

    internal BenchAdapterVerb()
        : base("adapter", "Precision before and after an adapter, 170 subjects drawn and split anew for each seed")
    {
        Add(_name);
        foreach (var option in new Option[] { _label, _space, _seeds, _epochs, _folds, _architecture }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        using var collection = Collections.Read(name);
        var space = collection.Space(parsed.GetValue(_space));
        var rows = collection.LabelledVectors(space, parsed.GetRequiredValue(_label));
        var options = new AdapterOptions
        {
            Architecture = parsed.GetValue(_architecture),
            Epochs = parsed.GetValue(_epochs) ?? 15,
            Folds = parsed.GetValue(_folds),
        };
        using var view = ProgressView.Start("repetitions");
        var progress = ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total));
        var report = AdapterStudy.Run(space.Identity, rows, SubjectDesign.Seed, options, parsed.GetValue(_seeds) ?? 20, progress, session.Cancel);
        session.Answer(Document(name, space, options, report), console => Print(console, report));
        return ExitCode.Ok;
    }

    private static object Document(string name, Space space, AdapterOptions options, AdapterStudyReport report) => new
    {
        collection = name,
        space = space.Identity.Id,
        subjects = SubjectDesign.Seed.Classes,
        test = SubjectDesign.Seed.Test,
        architecture = options.Architecture.ToString().ToLowerInvariant(),
        folds = options.Folds,
        repetitions = report.Trials.Count,
        results = report.Rows.Select(row => new
        {
            k = row.K,
            before = Interval(row.Before),
            after = Interval(row.After),
            change = Interval(row.Change),
            change_includes_zero = row.Change.IncludesZero,
            gains = row.Gains,
        }).ToList(),
        trials = report.Trials.Select(trial => new { seed = trial.Seed, epochs = trial.Epochs, before = trial.Before, after = trial.After }).ToList(),
    };

    private static object Interval(MeanInterval of) => new { mean = of.Mean, low = of.Low, high = of.High };

    private static void Print(IAnsiConsole console, AdapterStudyReport report)
    {
        console.WriteLine($"Macro precision over {report.Trials.Count} draws of 170 subjects, 135 to train and 35 to test, 95 % intervals over the draws:");
        foreach (var row in report.Rows)
        {
            console.WriteLine(
                $"  P@{row.K}  before {Text(row.Before)}   after {Text(row.After)}   change {Text(row.Change)}{(row.Change.IncludesZero ? ", which includes zero" : "")}; " +
                $"{row.Gains} of {report.Trials.Count} draws gained");
        }
    }

    private static string Text(MeanInterval of) => $"{Format.Number(of.Mean, "0.000")} ({Format.Number(of.Low, "0.000")} to {Format.Number(of.High, "0.000")})";
}
