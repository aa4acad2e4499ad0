using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>demo</c>: the whole path on a synthetic cohort or a folder of images, ending in a report.</summary>
internal sealed class DemoVerb : Verb
{
    private readonly Option<string?> _data = new("--data") { Description = "A folder of real images, with labels.csv and links.csv where it has them (default: draw a synthetic cohort)", HelpName = "DIR" };
    private readonly Option<string> _out = new("--out")
    {
        Description = "Where cohort, collection and report go",
        HelpName = "DIR",
        DefaultValueFactory = _ => "concord-demo",
    };

    internal DemoVerb()
        : base("demo", "See the whole path at work: index, evaluate and search a cohort, and write a report")
    {
        Add(_data);
        Add(_out);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var result = Make(new DemoOptions(parsed.GetRequiredValue(_out)) { Data = parsed.GetValue(_data) }, session.Cancel);
        session.Answer(result.ToJson(), console => Print(console, result));
        if (!session.Json) SkippedList.Print(result.Index.Skipped);
        session.Next($"open {result.Report} in a browser, then: concord search {result.Collection} --tile 1");
        return result.Index.Skipped.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static DemoResult Make(DemoOptions options, CancellationToken cancel)
    {
        using var view = ProgressView.Start("items");
        return DemoRun.Run(options, ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), cancel);
    }

    private static void Print(IAnsiConsole console, DemoResult result)
    {
        var cohort = result.Cohort;
        console.WriteLine($"{(result.Synthetic ? "Synthetic cohort (drawn, no real patients)" : "Images of " + result.Data)}: {cohort.Patients} patients, {cohort.Tiles} tiles, {cohort.Series} linked series.");
        if (result.Evaluation is { } evaluation) PrecisionTable.Print(console, evaluation);
        console.WriteLine(string.Join(", ", result.Times.Select(step => $"{step.Step.ToLowerInvariant()} {Format.Number(step.Took.TotalSeconds, "0.0")} s")));
        console.WriteLine($"Report: {result.Report}");
    }
}
