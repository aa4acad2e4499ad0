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

    internal Option<bool> PerQuery { get; } = new("--per-query") { Description = "With --json: also a record of each query, so that \"evaluate compare\" can pair them" };

    internal IEnumerable<Option> All => [_html, _markdown, PerQuery];

    internal static Option<int?> Draws() => new("--draws") { Description = $"Draws of the bootstrap behind the intervals; 0 leaves them out (default: {StandardDraws})", HelpName = "N" };

    /// <summary>Throws when a file cannot be written: told before the work, not after it.</summary>
    internal void Require(ParseResult parsed)
    {
        OutputFile.Require(parsed.GetValue(_html));
        OutputFile.Require(parsed.GetValue(_markdown));
    }

    internal void Write(ParseResult parsed, EvaluationPageData data)
    {
        if (parsed.GetValue(_html) is { } page) OutputFile.Write(page, EvaluationPage.Html(data));
        if (parsed.GetValue(_markdown) is { } text) OutputFile.Write(text, EvaluationMarkdown.Text(data));
    }
}
