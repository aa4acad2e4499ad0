using System.CommandLine;
using System.Diagnostics;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary>
/// <c>bench collection PATH</c>: what a large collection costs to open, hold and search. Drawing it (--rows) and measuring it are two runs, since
/// memory is the process's.
/// </summary>
internal sealed class BenchCollectionVerb : Verb
{
    private readonly Argument<string> _path = new("PATH") { Description = "The collection to measure, or to draw with --rows" };
    private readonly Option<int?> _rows = Syntax.AtLeastOne("--rows", "N", "Draw a collection of this many rows at PATH, and measure nothing");
    private readonly Option<int?> _dimension = Syntax.AtLeastOne("--dimension", "D", "Elements a row that is drawn (default: 1536)");
    private readonly Option<bool> _half = new("--float16") { Description = "Draw rows of float16" };

    internal BenchCollectionVerb()
        : base("collection", "Measure opening, memory and search of a large collection")
    {
        Add(_path);
        foreach (var option in new Option[] { _rows, _dimension, _half }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        string path = CollectionName.Resolve(parsed.GetRequiredValue(_path));
        if (parsed.GetValue(_rows) is { } rows) Draw(path, rows, parsed, session);
        else Measure(path, session);
        return ExitCode.Ok;
    }

    private void Draw(string path, int rows, ParseResult parsed, Session session)
    {
        var clock = Stopwatch.StartNew();
        using (var view = ProgressView.Start("rows"))
        {
            var stored = parsed.GetValue(_half) ? ElementType.Float16 : ElementType.Float32;
            var progress = ProgressView.From<Progress>(step => view.Show("drawing", step.Done, step.Total));
            CollectionBench.Create(path, rows, parsed.GetValue(_dimension) ?? 1536, stored, progress, session.Cancel);
        }

        double seconds = clock.Elapsed.TotalSeconds;
        session.Answer(new { path, rows, seconds }, console => console.WriteLine($"{Format.Count(rows)} rows drawn and stored in {Format.Number(seconds, "0.0")} s."));
    }

    private static void Measure(string path, Session session)
    {
        var figures = CollectionBench.Measure(path, session.Cancel);
        session.Answer(figures, console => Print(console, figures));
    }

    private static void Print(IAnsiConsole console, CollectionFigures figures)
    {
        var table = Format.Table(["figure", "value"]);
        table.Row(["rows", Format.Count(figures.Rows)]);
        table.Row(["open", $"{Format.Number(figures.OpenMilliseconds, "0")} ms"]);
        table.Row(["memory after opening", $"{Format.Number(figures.OpenMemory, "0")} MiB"]);
        table.Row(["first search", $"{Format.Number(figures.FirstSearchMilliseconds, "0.0")} ms"]);
        table.Row(["search", $"{Format.Number(figures.SearchMilliseconds, "0.0")} ms"]);
        table.Row(["memory after searching", $"{Format.Number(figures.SearchMemory, "0")} MiB"]);
        table.Row(["answered", figures.Facts.Exact ? "exactly" : $"approximately, {figures.Facts.Nprobe} lists, recall {Format.Number(figures.Facts.ExpectedRecall ?? 0, "0.000")}"]);
        console.Write(table);
    }
}
