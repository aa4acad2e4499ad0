using System.CommandLine;
using System.CommandLine.Parsing;
using Concord.Cli.Output;
using Concord.Cli.Plugins;

namespace Concord.Cli.Verbs;

/// <summary>The options of <c>search</c> that put an answer through plugins.</summary>
internal sealed class PluginOptions
{
    private readonly Option<string?> _rerank = new("--rerank") { Description = "Put the hits into the order of this re-ranker, a plugin", HelpName = "ID" };
    private readonly Option<string[]?> _export = new("--export") { Description = "Write the hits with this exporter, a plugin", HelpName = "ID FILE", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };

    internal IEnumerable<Option> All => [_rerank, _export];

    /// <param name="result">The command line.</param>
    /// <param name="others">Options whose answers are no tiles.</param>
    internal IEnumerable<string> Errors(CommandResult result, params Option[] others)
    {
        var other = others.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
        return other is null ? [] : All.Where(option => result.GetResult(option) is not null).Select(option => $"{option.Name} takes tiles; {other.Name} finds others. Leave out one of them.");
    }

    internal string? ExportFile(ParseResult parsed) => parsed.GetValue(_export) is [_, var file] ? file : null;

    /// <summary>The answer in the plugin's order; as it was, and null, where none was asked for.</summary>
    internal (SearchAnswer Answer, PluginIdentity? By) Reranked(ParseResult parsed, LoadedPlugins plugins, Func<PluginHits> hits, SearchAnswer answer, CancellationToken cancel)
    {
        if (parsed.GetValue(_rerank) is not { } id) return (answer, null);
        var (reranker, identity) = plugins.Reranker(id, cancel);
        return (PluginAnswers.Reranked(answer, reranker.Rerank(hits())), identity);
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    internal void Export(ParseResult parsed, LoadedPlugins plugins, Func<PluginHits> hits, CancellationToken cancel)
    {
        if (parsed.GetValue(_export) is not [var id, var file]) return;
        OutputFile.Write(file, PluginAnswers.Export(plugins.Exporter(id, cancel).Service, hits()));
    }
}
