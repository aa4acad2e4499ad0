using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;

namespace Concord.Cli.Verbs;

/// <summary><c>plugin list</c>: the plugins in your store, and whether they would be loaded.</summary>
internal sealed class PluginListVerb() : Verb("list", "List the plugins, and whether they would be loaded")
{
    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var plugins = UserPlugins.Store.List();
        session.Answer(new { folder = UserPlugins.Store.Folder, plugins = plugins.Select(PluginDocument.From).ToList() }, console =>
        {
            var table = Format.Table("id", "version", "kind", "made of", "allowed");
            foreach (var plugin in plugins)
            {
                var manifest = plugin.Manifest;
                table.Row(plugin.Id, manifest?.Version ?? "–", manifest is null ? "–" : PluginDocument.Words(manifest.Kind), manifest is null ? "–" : PluginDocument.Words(manifest.Home), plugin.Problem ?? "yes");
            }

            console.Write(table);
        });
        session.Next("concord plugin allow DIR");
        return ExitCode.Ok;
    }
}
