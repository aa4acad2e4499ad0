using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;

namespace Concord.Cli.Verbs;

/// <summary><c>plugin allow DIR</c>: copies a plugin into the store, as it is now, and lets it be loaded.</summary>
internal sealed class PluginAllowVerb : Verb
{
    private readonly Argument<string> _folder = new("DIR") { Description = "A folder with a plugin.json and the files it names" };
    private readonly Option<bool> _seal = new("--seal") { Description = "Write the SHA-256 of the files into its plugin.json first: for a plugin of your own" };

    internal PluginAllowVerb()
        : base("allow", "Copy a plugin into your store, as it is now, and let it be loaded")
    {
        Add(_folder);
        Add(_seal);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var plugin = UserPlugins.Store.Allow(parsed.GetRequiredValue(_folder), parsed.GetValue(_seal));
        session.Answer(PluginDocument.From(plugin), console => PluginDocument.Print(console, plugin));
        session.Next($"concord plugin verify {plugin.Id} --run");
        return ExitCode.Ok;
    }
}
