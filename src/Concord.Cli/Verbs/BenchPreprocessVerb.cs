using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Verbs;

/// <summary><c>bench preprocess</c>: a picture to a tensor, beside NetVips and beside what the machine's memory allows.</summary>
internal sealed class BenchPreprocessVerb : Verb
{
    internal BenchPreprocessVerb()
        : base("preprocess", "Measure resizing and normalising a picture, beside NetVips")
    {
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var results = Measure(session.Cancel);
        session.Answer(BenchDocument.From(results), console => BenchDocument.PrintWithPeer(console, results));
        return ExitCode.Ok;
    }

    /// <summary>Ours and the peer's in this process, in turns; the ceiling and the other filters from the native program.</summary>
    private static List<EmbedBenchResult> Measure(CancellationToken cancel)
    {
        using var view = ProgressView.Start("runs");
        view.Show("measuring", 0, 0);
        var native = NativeBench.Run("preprocess", [], cancel);
        var beside = PreprocessBench.Run(cancel);
        return [.. native.Select(line => line.Name == beside.Name ? WithCeiling(beside, line.Ceiling) : line)];
    }

    private static EmbedBenchResult WithCeiling(EmbedBenchResult line, double? ceiling) =>
        line with { Ceiling = ceiling, ShareOfCeiling = ceiling / line.Ours };
}
