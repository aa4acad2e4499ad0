using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Doctor;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>doctor</c>: looks at everything Concord stands on, and says what to do where it is not well.</summary>
internal sealed class DoctorVerb() : Verb("doctor", "Check this machine and installation, and say what to do")
{
    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        List<Finding> findings =
        [
            .. EngineChecks.All(),
            .. MachineChecks.All(),
            .. StorageChecks.All(CollectionName.DataFolder),
            .. ModelChecks.All(),
        ];
        var well = findings.TrueForAll(finding => finding.Verdict != Verdict.Fail);
        session.Answer(new { ok = well, checks = findings }, console => Print(console, findings));
        return well ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Print(IAnsiConsole console, List<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var colour = finding.Verdict switch { Verdict.Ok => "green", Verdict.Warn => "yellow", _ => "red" };
            console.MarkupLine($"[{colour}]{Format.Word(finding.Verdict),-4}[/]  {Markup.Escape(finding.Check),-16}  {Markup.Escape(finding.Found)}");
            if (finding.Advice is { } advice) console.MarkupLine($"      {"",-16}  [grey]{Markup.Escape(advice)}[/]");
        }
    }
}
