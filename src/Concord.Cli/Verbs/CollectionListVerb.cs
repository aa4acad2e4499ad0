using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>collection list</c>: the user's collections. One that cannot be opened is listed with the reason.</summary>
internal sealed class CollectionListVerb() : Verb("list", "List your collections")
{
    private sealed record Entry(string Name, string Path, CollectionInfo? Info, string? Problem);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var entries = CollectionName.Paths().Select(Look).ToList();
        var document = new { folder = CollectionName.Folder, collections = entries.Select(Document).ToList() };
        session.Answer(document, console =>
        {
            if (entries.Count == 0) console.WriteLine($"No collections in {CollectionName.Folder}.");
            else console.Write(Table(entries));
        });
        if (entries.Count == 0) session.Next("concord index lung FOLDER");
        return ExitCode.Ok;
    }

    private static Entry Look(string path)
    {
        var name = CollectionName.Of(path);
        try
        {
            using var collection = Collection.Open(path, CollectionAccess.Read);
            return new Entry(name, path, collection.Info(), null);
        }
        catch (Exception failure) when (failure is ConcordException or IOException or UnauthorizedAccessException)
        {
            return new Entry(name, path, null, failure.Message);
        }
    }

    private static object Document(Entry entry) => entry.Info is { } info
        ? CollectionDocument.From(info)
        : new { name = entry.Name, path = entry.Path, problem = entry.Problem };

    private static Table Table(List<Entry> entries)
    {
        var table = Format.Table("name", "model", "patients", "slides", "tiles", "size");
        foreach (var (name, _, info, problem) in entries)
        {
            if (info is null) table.Row(name, problem ?? "cannot be opened", "", "", "", "");
            else table.Row(name, info.ModelId ?? "", Format.Count(info.Patients), Format.Count(info.Slides), Format.Count(info.Tiles), Format.Bytes(info.BytesOnDisk));
        }

        return table;
    }
}
