using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Verbs;

/// <summary><c>bench decode PATH…</c>: reading slides and images through worker processes, beside reading them in this one.</summary>
internal sealed class BenchDecodeVerb : Verb
{
    private readonly Argument<string[]> _files = new("PATH") { Description = "Slides and images", Arity = ArgumentArity.OneOrMore };

    internal BenchDecodeVerb()
        : base("decode", "Measure reading slides through worker processes, beside reading them in this one") => Add(_files);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var results = DecodeBench.Run(parsed.GetRequiredValue(_files), new IndexOptions(), session.Cancel);
        session.Answer(BenchDocument.From(results), console => BenchDocument.PrintWithPeer(console, results));
        return ExitCode.Ok;
    }
}
