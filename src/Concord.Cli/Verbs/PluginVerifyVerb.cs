using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Plugins;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>plugin verify ID</c>: compares a plugin with what was allowed, and with <c>--run</c> starts it.</summary>
internal sealed class PluginVerifyVerb : Verb
{
    private readonly Argument<string> _id = Syntax.PluginId();
    private readonly Option<bool> _run = new("--run") { Description = "Load it too, in a process of its own where it can be, and unload it again" };

    internal PluginVerifyVerb()
        : base("verify", "Compare a plugin with what was allowed")
    {
        Add(_id);
        Add(_run);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var plugin = UserPlugins.Store.Verify(parsed.GetRequiredValue(_id));
        var (state, reason) = (plugin.Problem is null && parsed.GetValue(_run)) ? Load(plugin.Id) : (null, null);
        var sound = plugin.Problem is null && state is null or PluginState.Running;
        var document = new { id = plugin.Id, sound, problem = plugin.Problem ?? (sound ? null : reason), sha256 = plugin.Digest, state = state is { } s ? PluginDocument.Words(s) : null };
        session.Answer(document, console =>
        {
            PluginDocument.Print(console, plugin);
            if (plugin.Problem is null && !sound) console.WriteLine($"{plugin.Id} does not run: {reason}");
            else if (sound) console.WriteLine($"{plugin.Id} is what you allowed{(state is null ? "" : ", and it runs")}.");
        });
        return plugin.Problem is not null ? ExitCode.Corrupt : sound ? ExitCode.Ok : ExitCode.Failed;
    }

    private static (PluginState? State, string? Reason) Load(string id)
    {
        using var host = new PluginHost(new PluginHostOptions { Folder = UserPlugins.Store.Folder, IsolateAll = true });
        var info = host.Reload(id);
        return (info.State, info.Reason);
    }
}
