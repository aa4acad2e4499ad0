using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Plugins;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>plugin new DIR</c>: writes the start of a plugin, which works as it is.</summary>
internal sealed class PluginNewVerb : Verb
{
    private readonly Argument<string> _folder = new("DIR") { Description = "A new folder; its name becomes the plugin's id" };
    private readonly Option<PluginHome> _home = Syntax.Choice("--home", "What it is made of: C, C# or Python", PluginHome.Managed, Enum.GetValues<PluginHome>());

    internal PluginNewVerb()
        : base("new", "Write the start of a plugin: a slide reader in C, a re-ranker in C# or an embedder in Python")
    {
        Add(_folder);
        Add(_home);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var template = PluginTemplate.Write(parsed.GetRequiredValue(_folder), parsed.GetValue(_home));
        session.Answer(new { folder = template.Folder, id = template.Id, files = template.Files, build = template.Build, allow = template.AllowFolder }, console =>
        {
            foreach (var file in template.Files) console.WriteLine(Path.Combine(template.Folder, file));
        });
        session.Next(string.Join(" && ", new[] { template.Build, $"concord plugin allow {template.AllowFolder} --seal" }.OfType<string>()));
        return ExitCode.Ok;
    }
}
