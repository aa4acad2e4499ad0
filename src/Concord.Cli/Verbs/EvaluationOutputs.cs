using System.CommandLine;
using Concord.Cli.Output;
using Concord.Study;

namespace Concord.Cli.Verbs;

/// <summary>Where an evaluation is written to beside stdout.</summary>
internal sealed class EvaluationOutputs
{
    internal const int StandardDraws = 1000;

    private readonly Option<string?> _html = new("--html") { Description = "Write the figures as a page, self-contained", HelpName = "FILE" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write the figures as Markdown tables", HelpName = "FILE" };

    private readonly Option<string?> _figures = new("--figures") { Description = "Write bars with intervals there, as SVG and PNG", HelpName = "DIR" };

    internal Option<bool> PerQuery { get; } = new("--per-query") { Description = "With --json: also a record of each query, so that \"evaluate compare\" can pair them" };

    internal IEnumerable<Option> All => [_html, _markdown, _figures, PerQuery];

    internal static Option<int?> Draws() => new("--draws") { Description = $"Draws of the bootstrap behind the intervals; 0 leaves them out (default: {StandardDraws})", HelpName = "N" };

    /// <summary>Throws when a file cannot be written: told before the work, not after it.</summary>
    internal void Require(ParseResult parsed)
    {
        OutputFile.Require(parsed.GetValue(_html));
        OutputFile.Require(parsed.GetValue(_markdown));
        if (parsed.GetValue(_figures) is { } folder) OutputFolder.Prepare(folder);
    }

    internal void Write(ParseResult parsed, EvaluationPageData data)
    {
        if (parsed.GetValue(_html) is { } page) OutputFile.Write(page, EvaluationPage.Html(data));
        if (parsed.GetValue(_markdown) is { } text) OutputFile.Write(text, EvaluationMarkdown.Text(data));
        if (parsed.GetValue(_figures) is { } folder) Figures(folder, data);
    }

    private static void Figures(string folder, EvaluationPageData data)
    {
        var files = FigureFiles.Write(folder, [data.Precision]);
        foreach (var file in files.Drawings.Concat(files.Pictures)) Session.Note($"wrote {file}");
        if (files.NoPictures is { } reason) Session.Note($"no PNG: {reason}");
    }
}
