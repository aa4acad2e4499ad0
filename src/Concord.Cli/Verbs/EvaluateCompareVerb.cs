using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Study;

namespace Concord.Cli.Verbs;

/// <summary><c>evaluate compare A.json B.json</c>: what a second evaluation changes, from kept documents.</summary>
internal sealed class EvaluateCompareVerb : Verb
{
    private readonly Argument<string> _baseline = new("A.json") { Description = "What \"concord evaluate … --json\" printed; with --per-query for intervals" };
    private readonly Argument<string> _other = new("B.json") { Description = "The same of another run over the same queries" };
    private readonly Option<int?> _draws = EvaluationOutputs.Draws();

    internal EvaluateCompareVerb()
        : base("compare", "Compare two evaluations that were kept as files")
    {
        Add(_baseline);
        Add(_other);
        Add(_draws);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var (baseline, other) = (parsed.GetRequiredValue(_baseline), parsed.GetRequiredValue(_other));
        var comparison = RunComparison.Of(EvaluationFile.Read(baseline), EvaluationFile.Read(other), parsed.GetValue(_draws) ?? EvaluationOutputs.StandardDraws);
        session.Answer(comparison.ToJson(), console =>
        {
            ComparisonTable.Print(console, comparison.Changes, Path.GetFileName(baseline), Path.GetFileName(other));
            foreach (var warning in comparison.Warnings) Session.Note(warning);
        });
        return ExitCode.Ok;
    }
}
