using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>collection link NAME --slides DIR</c>: gives imported slides the files that show their tiles.</summary>
internal sealed class CollectionLinkVerb : Verb
{
    private const int Listed = 20;

    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<string[]> _slides = new("--slides") { Description = "Slides, and folders of them, named as the slides of the collection", HelpName = "DIR", Required = true, Arity = ArgumentArity.OneOrMore };

    internal CollectionLinkVerb()
        : base("link", "Give imported slides the files that show their tiles")
    {
        Add(_name);
        Add(_slides);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        using var collection = Collections.Write(name);
        var report = Link(collection, parsed.GetRequiredValue(_slides), session.Cancel);
        session.Answer(Document(name, report), console => Print(console, report));
        if (!session.Json) SkippedList.Print(report.Refused);
        return report.Refused.Count + report.Ambiguous.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static LinkReport Link(Collection collection, string[] paths, CancellationToken cancel)
    {
        using var view = ProgressView.Start("slides");
        return SlideLinker.Run(collection, paths, ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), cancel);
    }

    private static void Print(IAnsiConsole console, LinkReport report)
    {
        console.WriteLine($"{Format.Count(report.Linked.Count)} slides linked to their files, {Format.Count(report.Unmatched.Count)} without a file of their name.");
        foreach (var slide in report.Unmatched.Take(Listed)) console.WriteLine($"  no file: {slide}");
        if (report.Unmatched.Count > Listed) console.WriteLine($"  … and {report.Unmatched.Count - Listed} more; --json lists them all");
        foreach (var slide in report.Ambiguous) console.WriteLine($"  several files: {slide.Slide}: {string.Join(", ", slide.Files)}; give the folder of the right one");
    }

    private static object Document(string name, LinkReport report) => new
    {
        collection = name,
        linked = report.Linked,
        unmatched = report.Unmatched,
        ambiguous = report.Ambiguous.Select(slide => new { slide = slide.Slide, files = slide.Files }).ToList(),
        skipped = SkippedList.Document(report.Refused),
    };
}
