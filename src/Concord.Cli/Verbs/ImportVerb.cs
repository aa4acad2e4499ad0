using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>import NAME FILE…</c>: features that another program made, without a model and without pixels.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Argument<string[]> _files = new("FILE") { Description = "Feature files: TRIDENT's and CLAM's .h5, .npy with a .csv beside it, .parquet; and folders of them", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _space = new("--space") { Description = "The space to import into (default: the one these features belong to, or a new one named after the encoder)", HelpName = "NAME" };
    private readonly Option<string?> _labels = new("--labels") { Description = "CSV with the header file,label,patient[,case,slide,centre,split]; file is the feature file or the slide's name", HelpName = "FILE" };
    private readonly Option<string?> _encoder = new("--encoder") { Description = "The encoder that made the features, where the files do not say (CLAM)", HelpName = "ID" };
    private readonly Option<int?> _patchSize = Syntax.AtLeastOne("--patch-size", "N", "Side of a tile in level-0 pixels, where the files do not say (CLAM)");
    private readonly Option<string?> _coords = new("--coords") { Description = "Where the places of the tiles lie, if not in the feature files: a folder with ID.h5 (CLAM's patches) or ID.csv for each, or one file", HelpName = "DIR|FILE" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Replace slides that were imported from a file of other contents; without it that file is skipped" };
    private readonly Option<string?> _metric = new("--metric") { Description = "How vectors of a new space are compared (default: cosine)", HelpName = "l2|cosine" };

    private readonly Option<bool> _noIsolation = new("--no-isolation") { Description = "Read HDF5 in this process instead of in worker processes: a file that never ends its reading then never ends the import" };

    private const int MostNamed = 10;

    internal ImportVerb()
        : base("import", "Import features that another program made; makes the collection where there is none")
    {
        _metric.AcceptOnlyFromAmong("l2", "cosine");
        Add(_name);
        Add(_files);
        foreach (var option in new Option[] { _space, _labels, _encoder, _patchSize, _coords, _replace, _metric, _noIsolation }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        var files = Importer.FindAll(parsed.GetRequiredValue(_files));
        var options = new ImportOptions
        {
            Space = parsed.GetValue(_space),
            Labels = parsed.GetValue(_labels) is { } table ? LabelTable.Read(table) : null,
            Encoder = parsed.GetValue(_encoder),
            PatchSize = parsed.GetValue(_patchSize),
            Coords = parsed.GetValue(_coords),
            Replace = parsed.GetValue(_replace),
            Isolated = !parsed.GetValue(_noIsolation),
            Metric = parsed.GetValue(_metric) == "l2" ? Metric.L2 : Metric.Cosine,
        };
        using var collection = Open(name, files, options);
        var report = Import(collection, files, options, session.Cancel);
        session.Answer(Document(name, report), console => console.WriteLine(
            $"{Format.Count(report.Tiles)} tiles of {Format.Count(report.Slides)} slides imported into space {report.Space?.Name ?? "–"}, {Format.Count(report.Present)} slides were there already."));
        if (report.UnusedColumns.Count > 0) Session.Note($"columns that nothing was made of: {string.Join(", ", report.UnusedColumns.Take(MostNamed))}{(report.UnusedColumns.Count > MostNamed ? " …" : "")}");
        if (!session.Json) SkippedList.Print(report.Skipped);
        if (report.Space is { } space) session.Next($"concord collection info {name}   or   concord search {name} --tile ID --space {space.Name}");
        return report.Skipped.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static Collection Open(string name, IReadOnlyList<string> files, ImportOptions options)
    {
        var path = CollectionName.Resolve(name);
        if (Path.Exists(path)) return Collections.Write(name);
        var identity = FirstIdentity(files, options);
        return Collection.Create(path, new CollectionOptions { Space = identity, SpaceName = options.Space ?? identity.ModelId });
    }

    /// <summary>Of the first file that can be imported: a collection that nothing can go into is not made.</summary>
    private static SpaceIdentity FirstIdentity(IReadOnlyList<string> files, ImportOptions options)
    {
        FeatureFileException? first = null;
        foreach (var file in files)
        {
            try
            {
                return Importer.IdentityOf(file, options);
            }
            catch (FeatureFileException refused)
            {
                first ??= refused;
            }
        }

        throw first!;
    }

    private static ImportReport Import(Collection collection, IReadOnlyList<string> files, ImportOptions options, CancellationToken cancel)
    {
        using var view = ProgressView.Start("files");
        return Importer.Run(collection, files, options, ProgressView.From<Progress>(step => view.Show("importing", step.Done, step.Total)), cancel);
    }

    private static object Document(string name, ImportReport report) => new
    {
        collection = name,
        space = report.Space?.Identity.Id,
        space_name = report.Space?.Name,
        slides = report.Slides,
        tiles = report.Tiles,
        replaced = report.Replaced,
        already_imported = report.Present,
        unused_columns = report.UnusedColumns,
        skipped = SkippedList.Document(report.Skipped),
    };
}
