using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>bench slides PATH</c>: what slides like a slide cost to find, exactly and in two stages, and what the two stages miss.</summary>
internal sealed class BenchSlidesVerb : Verb
{
    private readonly Argument<string> _path = new("PATH") { Description = "The collection to measure, or to draw with --draw" };
    private readonly Option<int?> _draw = Syntax.AtLeastOne("--draw", "N", "Draw a collection of this many slides at PATH, and measure nothing");
    private readonly Option<int?> _tiles = Syntax.AtLeastOne("--tiles", "N", "Tiles of a slide that is drawn (default: 500)");
    private readonly Option<int?> _dimension = Syntax.AtLeastOne("--dimension", "D", "Elements of a tile that is drawn (default: 384)");
    private readonly Option<int?> _queries = Syntax.AtLeastOne("--queries", "N", "Slides asked (default: 20)");

    internal BenchSlidesVerb()
        : base("slides", "Measure the search for slides like a slide, exact and in two stages")
    {
        Add(_path);
        foreach (var option in new Option[] { _draw, _tiles, _dimension, _queries }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var path = CollectionName.Resolve(parsed.GetRequiredValue(_path));
        if (parsed.GetValue(_draw) is { } slides) Draw(path, slides, parsed, session);
        else Measure(path, parsed.GetValue(_queries) ?? 20, session);
        return ExitCode.Ok;
    }

    private void Draw(string path, int slides, ParseResult parsed, Session session)
    {
        var (tiles, dimension) = (parsed.GetValue(_tiles) ?? 500, parsed.GetValue(_dimension) ?? 384);
        using (var view = ProgressView.Start("slides"))
        {
            SlideArchive.Create(path, slides, tiles, dimension, ProgressView.From<Progress>(step => view.Show("drawing", step.Done, step.Total)), session.Cancel);
        }

        session.Answer(new { path, slides, tiles, dimension }, console => console.WriteLine($"{Format.Count(slides)} slides of {Format.Count(tiles)} tiles drawn."));
    }

    private static void Measure(string path, int queries, Session session)
    {
        SlideFigures figures;
        using (var view = ProgressView.Start("queries"))
        {
            figures = SlideBench.Measure(path, queries, ProgressView.From<Progress>(step => view.Show("queries", step.Done, step.Total)), session.Cancel);
        }

        session.Answer(figures, console => Print(console, figures));
    }

    private static void Print(IAnsiConsole console, SlideFigures figures)
    {
        var table = Format.Table("way", "ms a query", "CPU ms", "recall@5");
        table.Row("every slide", Format.Number(figures.ExactMilliseconds, "0"), Format.Number(figures.ExactCpuMilliseconds, "0"), "1");
        table.Row("two stages", Format.Number(figures.TwoStageMilliseconds, "0"), Format.Number(figures.TwoStageCpuMilliseconds, "0"), Format.Number(figures.Recall, "0.0000"));
        console.WriteLine($"{Format.Count(figures.Slides)} slides, {Format.Count(figures.Tiles)} tiles of {figures.Dimension} elements; the first query took {Format.Number(figures.FirstMilliseconds, "0")} ms");
        console.Write(table);
    }
}
