using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>collection info NAME</c>: what a collection holds.</summary>
internal sealed class CollectionInfoVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();

    internal CollectionInfoVerb()
        : base("info", "Show what a collection holds") => Add(_name);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        using var collection = Collections.Read(parsed.GetRequiredValue(_name));
        var info = collection.Info();
        session.Answer(CollectionDocument.From(info), console => Print(console, info));
        if (info.Tiles == 0) session.Next($"concord index {CollectionName.Of(info.Path)} FOLDER");
        return ExitCode.Ok;
    }

    internal static void Print(IAnsiConsole console, CollectionInfo info)
    {
        Format.Facts(
            console,
            ("collection", CollectionName.Of(info.Path)),
            ("path", info.Path),
            ("model", info.ModelId ?? "–"),
            ("patients", Format.Count(info.Patients)),
            ("cases", Format.Count(info.Cases)),
            ("slides", Format.Count(info.Slides)),
            ("tiles", Format.Count(info.Tiles)),
            ("series", Format.Count(info.Series)),
            ("size", Format.Bytes(info.BytesOnDisk)));
        foreach (var (label, values) in info.Labels)
        {
            console.WriteLine($"{label}: {string.Join(", ", values.Select(value => $"{value.Key} {Format.Count(value.Value)}"))}");
        }

        var table = Format.Table("space", "model", "pooling", "dimension", "metric", "rows", "indexed", "search");
        foreach (var space in info.Spaces)
        {
            table.Row(
                space.Name,
                space.Identity.ModelId,
                space.Identity.Pooling.Mode,
                $"{space.Identity.Dimension} × {Format.Word(space.Stored)}",
                Format.Word(space.Identity.Metric),
                Format.Count(space.Rows),
                Format.Count(space.GenerationRows),
                space.Lists > 1 ? $"{space.Nprobe} of {space.Lists} lists, recall {Format.Number(space.ExpectedRecall)}" : "exact");
        }

        if (info.Spaces.Count > 0) console.Write(table);
    }
}
