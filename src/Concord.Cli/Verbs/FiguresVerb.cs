using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>figures NAME</c>: galleries, tissue with radiology, maps and precision as SVG and PNG files and one page.</summary>
internal sealed class FiguresVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<string> _out = new("--out") { Description = "Where the figures go", HelpName = "DIR", DefaultValueFactory = _ => "concord-figures" };
    private readonly Option<string> _label = new("--label") { Description = "The label that colours and judges", DefaultValueFactory = _ => "label" };
    private readonly Option<string?> _space = new("--space") { Description = "The space before (default: the collection's first)", HelpName = "NAME" };
    private readonly Option<string?> _adapted = new("--adapted") { Description = "The space after (default: the one an adapter derived; where there is none, an adapter is trained for the figures alone)", HelpName = "NAME" };
    private readonly Option<int?> _k = Syntax.AtLeastOne("-k", "N", "Hits shown beside a query (default: 5)", "--k");
    private readonly Option<bool> _synthetic = new("--synthetic") { Description = "Mark every figure as of synthetic data" };

    internal FiguresVerb()
        : base("figures", "Draw a collection: queries with their nearest and their radiology, maps and precision before and after an adapter")
    {
        Add(_name);
        foreach (var option in new Option[] { _out, _label, _space, _adapted, _k, _synthetic }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var (name, folder, synthetic) = (parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_out), parsed.GetValue(_synthetic));
        OutputFolder.Prepare(folder);
        using var collection = Collections.Read(name);
        var options = new FigureOptions
        {
            LabelName = parsed.GetRequiredValue(_label),
            Space = parsed.GetValue(_space),
            Adapted = parsed.GetValue(_adapted),
            K = parsed.GetValue(_k) ?? 5,
            Synthetic = synthetic,
        };
        var set = Draw(collection, options, session.Cancel);
        var files = FigureFiles.Write(folder, set.All, session.Cancel);
        var report = Path.GetFullPath(Path.Combine(folder, "report.html"));
        FigureReport.Write(report, collection.Name, set, synthetic);
        var document = new
        {
            collection = name,
            report,
            figures = files.Drawings.Select(Path.GetFullPath).ToList(),
            pictures = files.Pictures.Select(Path.GetFullPath).ToList(),
            no_pictures = files.NoPictures,
            design = set.Pair.Design,
        };
        session.Answer(document, console => console.WriteLine($"{files.Drawings.Count} figures ({(files.NoPictures is null ? "SVG and PNG" : "SVG")}) in {folder}; all in one page: {report}"));
        if (files.NoPictures is { } reason) Session.Note($"no PNG: {reason}");
        return ExitCode.Ok;
    }

    private static FigureSet Draw(Collection collection, FigureOptions options, CancellationToken cancel)
    {
        using var view = ProgressView.Start("items");
        return FigureSet.Of(collection, options, ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), cancel);
    }
}
