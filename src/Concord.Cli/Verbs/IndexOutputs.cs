using System.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Verbs;

/// <summary>Files that <c>index</c> writes beside its answer: a line for each slide, and the run as JSON lines.</summary>
internal sealed class IndexOutputs : IDisposable
{
    private readonly string? _report;
    private readonly StreamWriter? _log;

    private IndexOutputs(string? report, string? log)
    {
        OutputFile.Require(report);
        OutputFile.Require(log);
        _report = report;
        if (log is null) return;
        _log = new StreamWriter(log, append: true);
        Log = new IndexLog(_log);
    }

    internal static Option<string?> ReportOption { get; } = new("--report") { Description = "Write a CSV with a line for each slide: state, tiles, what was left out, reason", HelpName = "FILE" };

    internal static Option<string?> LogOption { get; } = new("--log") { Description = "Append what happens as JSON lines", HelpName = "FILE" };

    internal IndexLog? Log { get; }

    internal static IndexOutputs Open(ParseResult parsed) => new(parsed.GetValue(ReportOption), parsed.GetValue(LogOption));

    internal void Report(IReadOnlyList<SlideOutcome> outcomes)
    {
        if (_report is null) return;
        using var text = new StringWriter();
        OutcomeTable.Write(text, outcomes);
        OutputFile.Write(_report, System.Text.Encoding.UTF8.GetBytes(text.ToString()));
    }

    public void Dispose() => _log?.Dispose();
}
