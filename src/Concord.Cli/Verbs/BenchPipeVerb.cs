using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Service;

namespace Concord.Cli.Verbs;

/// <summary><c>bench pipe</c>: what asking an engine over its pipe costs, with an engine started for the purpose.</summary>
internal sealed class BenchPipeVerb : Verb
{
    private readonly Option<int?> _seconds = Syntax.AtLeastOne("--seconds", "N", "How long 64 clients ask at once (default: 20); 180 shows what drifts");

    internal BenchPipeVerb()
        : base("pipe", "Measure what asking an engine over its pipe costs") => Add(_seconds);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var results = PipeBench.Run(TimeSpan.FromSeconds(parsed.GetValue(_seconds) ?? 20), session.Cancel).GetAwaiter().GetResult();
        session.Answer(BenchDocument.From(results), console => BenchDocument.Print(console, results));
        return ExitCode.Ok;
    }
}
