using System.CommandLine;
using System.CommandLine.Parsing;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Study;

namespace Concord.Cli.Verbs;

/// <summary>The options of <c>search --pack</c>.</summary>
internal sealed class PackOptions
{
    private readonly Option<int?> _bytes = Syntax.AtLeastOne("--pack-bytes", "N", $"With --pack: leave out the furthest hits beyond this size (default: {PackJson.StandardBytes})");
    private readonly Option<bool> _paths = new("--with-paths") { Description = "With --pack: patients' names and files' paths as they are" };

    internal Option<string?> File { get; } = new("--pack") { Description = "Write the neighbours as JSON for a language model", HelpName = "FILE" };

    internal IEnumerable<Option> All => [File, _bytes, _paths];

    internal IEnumerable<string> Errors(CommandResult result, Option within)
    {
        var asked = result.GetResult(File) is not null;
        if (asked && result.GetResult(within) is not null) yield return "A heatmap has no neighbours to pack: leave out --pack or --within.";
        if (asked) yield break;
        if (result.GetResult(_bytes) is not null) yield return "--pack-bytes is of --pack: give that too.";
        if (result.GetResult(_paths) is { Implicit: false }) yield return "--with-paths is of --pack: give that too.";
    }

    /// <summary>Writes what `make` gives for "with paths", when a pack was asked for.</summary>
    internal void Write(ParseResult parsed, Func<bool, NeighbourPack> make)
    {
        if (parsed.GetValue(File) is not { } path) return;
        var pack = make(parsed.GetValue(_paths));
        OutputFile.Write(path, PackJson.Bytes(pack, parsed.GetValue(_bytes) ?? PackJson.StandardBytes));
    }
}
