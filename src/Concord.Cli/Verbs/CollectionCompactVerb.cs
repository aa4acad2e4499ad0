using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>collection compact NAME</c>: moves all rows into one searchable generation and drops deleted ones.</summary>
internal sealed class CollectionCompactVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();

    internal CollectionCompactVerb()
        : base("compact", "Build the index over all rows and drop deleted ones") => Add(_name);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        using var collection = Collections.Write(name);
        var report = Compact(collection, session.Cancel);
        session.Answer(CollectionDocument.From(name, report), console => console.WriteLine(
            $"{Format.Count(report.RowsKept)} rows kept, {Format.Count(report.RowsDropped)} dropped, {Format.Bytes(report.BytesBefore)} before, {Format.Bytes(report.BytesAfter)} now."));
        return ExitCode.Ok;
    }

    private static CompactReport Compact(Collection collection, CancellationToken cancel)
    {
        using var view = ProgressView.Start("rows");
        return collection.Compact(ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), cancel);
    }
}
