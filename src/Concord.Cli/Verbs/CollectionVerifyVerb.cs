using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>collection verify NAME</c>: reads everything stored against its checksums.</summary>
internal sealed class CollectionVerifyVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();

    internal CollectionVerifyVerb()
        : base("verify", "Read everything stored against its checksums") => Add(_name);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        using var collection = Collections.Read(name);
        var report = Verify(collection, session.Cancel);
        session.Answer(CollectionDocument.From(name, report), console => Print(console, report));
        return report.Sound ? ExitCode.Ok : ExitCode.Corrupt;
    }

    private static VerifyReport Verify(Collection collection, CancellationToken cancel)
    {
        using var view = ProgressView.Start("files");
        return collection.Verify(ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), cancel);
    }

    private static void Print(IAnsiConsole console, VerifyReport report)
    {
        foreach (var problem in report.Problems) console.WriteLine(problem);
        console.WriteLine(report.Sound
            ? $"Sound: {Format.Count(report.Rows)} rows in {report.Files} files, {Format.Count(report.CatalogRows)} rows of the catalogue."
            : $"Damaged: {report.Problems.Count} problems. Restore the collection from a copy, or delete it and index again.");
    }
}
