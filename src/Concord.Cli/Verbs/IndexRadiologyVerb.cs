using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>index radiology NAME</c>: embeds the series linked to cases into a space of their own.</summary>
internal sealed class IndexRadiologyVerb : Verb
{
    private enum Aggregate
    {
        Best,
        Mean,
        Max,
    }

    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<string?> _series = new("--series") { Description = "CSV with the header case,modality,contrast,file (patient serves where there is no case): link these first; without it, what is linked already", HelpName = "FILE" };
    private readonly Option<string?> _modality = new("--modality") { Description = "Of all rows of --series, where it has no such column: MR, CT …", HelpName = "NAME" };
    private readonly Option<string?> _model = new("--model") { Description = $"Model that makes the vectors: an id, or a model's folder (default: {ModelStore.BuiltInId}, built in)", HelpName = "ID|DIR" };
    private readonly Option<string?> _pooling = new("--pooling") { Description = "How the model's output becomes one vector (default: the model's own)", HelpName = "MODE" };
    private readonly Option<Aggregate> _aggregate = Syntax.Choice(
        "--aggregate", "Series of several slices: best keeps a vector a slice and the nearest speaks, mean and max make one vector", Aggregate.Best, Enum.GetValues<Aggregate>());

    private readonly Option<string> _space = new("--space") { Description = "Name of the space, where it is made", HelpName = "NAME", DefaultValueFactory = _ => "radiology" };

    internal IndexRadiologyVerb()
        : base("radiology", "Embed the radiology linked to cases, so that it can be searched as the tissue is")
    {
        Add(_name);
        foreach (var option in new Option[] { _series, _modality, _model, _pooling, _aggregate, _space }) Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_modality) is not null && result.GetResult(_series) is null) result.AddError("--modality is of the rows of --series: give that too.");
        });
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        using var collection = Collections.Write(name);
        var table = parsed.GetValue(_series) is { } file ? SeriesTable.Read(file, parsed.GetValue(_modality)).Within(collection.CasePatients()) : null;
        var rows = table?.Rows ?? [.. collection.LinkedSeries().Select(series => new SeriesRow(series, null, new Dictionary<string, string>()))];
        if (rows.Count == 0 && table is null) throw new ConcordArgumentException($"No radiology is linked to cases of \"{name}\"; give a table of it with --series, or link it first: concord link {name} links.csv");
        using var embedder = Embedder.Load(Models.Find(parsed.GetValue(_model) ?? ModelStore.BuiltInId), parsed.GetValue(_pooling) is { } text ? PoolingRules.Parse(text) : null);
        var space = SeriesIndexer.SpaceFor(collection, embedder.Space, SeriesInput.Of(Format.Word(parsed.GetValue(_aggregate))), parsed.GetRequiredValue(_space));
        var report = Index(collection, space, embedder, rows, session.Cancel);
        List<SkippedFile> skipped = [.. table?.Missing ?? [], .. report.Skipped];
        session.Answer(Document(name, space, report, skipped), console => console.WriteLine(
            $"{Format.Count(report.Series)} series ({Format.Count(report.Slices)} images) of {Format.Count(report.Cases)} cases embedded into space {space.Name}, " +
            $"{Format.Count(report.AlreadyIndexed)} were there already; {Format.Count(report.NewCases)} cases are new and have no tissue; {Pace.Clock(report.Elapsed)}."));
        if (!session.Json) SkippedList.Print(skipped);
        session.Next($"concord search {name} --series CASE/MODALITY/CONTRAST --html answer.html");
        return skipped.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static SeriesReport Index(Collection collection, Space space, Embedder embedder, IReadOnlyList<SeriesRow> rows, CancellationToken cancel)
    {
        using var view = ProgressView.Start("series");
        return SeriesIndexer.Run(collection, space, embedder, rows, ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), cancel);
    }

    private static object Document(string name, Space space, SeriesReport report, List<SkippedFile> skipped) => new
    {
        collection = name,
        space = space.Identity.Id,
        space_name = space.Name,
        series = report.Series,
        slices = report.Slices,
        cases = report.Cases,
        new_cases = report.NewCases,
        already_indexed = report.AlreadyIndexed,
        skipped = SkippedList.Document(skipped),
        elapsed_seconds = report.Elapsed.TotalSeconds,
    };
}
