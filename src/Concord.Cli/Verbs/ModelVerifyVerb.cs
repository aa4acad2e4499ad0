using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>model verify ID</c>: reads a model's files against the hashes recorded when it was added.</summary>
internal sealed class ModelVerifyVerb : Verb
{
    private readonly Argument<string> _id = Syntax.ModelId();

    internal ModelVerifyVerb()
        : base("verify", "Read a model's files against their recorded hashes") => Add(_id);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var report = ModelStore.Default.Verify(parsed.GetRequiredValue(_id));
        var document = new { id = report.Id, sound = report.Ok, weights_sha256 = report.WeightsSha256, problems = report.Problems };
        session.Answer(document, console =>
        {
            foreach (var problem in report.Problems) console.WriteLine(problem);
            console.WriteLine(report.Ok ? $"{report.Id} is sound: sha256 {report.WeightsSha256}" : $"{report.Id} is damaged; add it again.");
        });
        return report.Ok ? ExitCode.Ok : ExitCode.Corrupt;
    }
}
