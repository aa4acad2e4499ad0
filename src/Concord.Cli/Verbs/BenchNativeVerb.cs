using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Verbs;

/// <summary><c>bench index</c>, <c>bench pool</c>, <c>bench slide</c>: the native kernels beside a peer and beside what the machine can do.</summary>
internal sealed class BenchNativeVerb : Verb
{
    internal BenchNativeVerb(string topic, string description)
        : base(topic, description) => TreatUnmatchedTokensAsErrors = false;

    /// <summary>Unknown arguments are those of the native program.</summary>
    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var results = Measure(Name, parsed.UnmatchedTokens, session.Cancel);
        session.Answer(BenchDocument.From(results), console => BenchDocument.PrintWithPeer(console, results));
        return ExitCode.Ok;
    }

    private static IReadOnlyList<EmbedBenchResult> Measure(string topic, IEnumerable<string> arguments, CancellationToken cancel)
    {
        using var view = ProgressView.Start("runs");
        view.Show("measuring", 0, 0);
        return NativeBench.Run(topic, arguments, cancel);
    }
}
