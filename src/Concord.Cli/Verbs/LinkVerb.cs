using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>link NAME links.csv</c>: links radiology to the cases of a collection.</summary>
internal sealed class LinkVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Argument<string> _table = new("FILE") { Description = "CSV with the header case,modality,contrast,file; files are relative to it" };

    internal LinkVerb()
        : base("link", "Link radiology to the cases of a collection")
    {
        Add(_name);
        Add(_table);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        using var collection = Collections.Write(name);
        var cases = collection.CasePatients();
        var table = SeriesTable.Read(parsed.GetRequiredValue(_table)).Within(cases);
        var known = table.Series.Where(series => cases.ContainsKey(series.Case)).ToList();
        List<SkippedFile> skipped =
        [
            .. table.Missing,
            .. table.Series.Where(series => !cases.ContainsKey(series.Case)).Select(series => new SkippedFile(series.Path, $"the collection has no case \"{series.Case}\"")),
        ];
        collection.LinkSeries(known);
        var document = new
        {
            collection = name,
            linked = known.Count,
            cases = known.Select(series => series.Case).Distinct().Count(),
            skipped = SkippedList.Document(skipped),
        };
        session.Answer(document, console => console.WriteLine($"{document.linked} series linked to {document.cases} cases."));
        if (!session.Json) SkippedList.Print(skipped);
        return skipped.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }
}
