using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>plugin remove ID</c>: takes a plugin out of the store; what runs it unloads it.</summary>
internal sealed class PluginRemoveVerb : Verb
{
    private readonly Argument<string> _id = Syntax.PluginId();

    internal PluginRemoveVerb()
        : base("remove", "Take a plugin out of your store") => Add(_id);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var id = parsed.GetRequiredValue(_id);
        UserPlugins.Store.Remove(id);
        session.Answer(new { id, removed = true }, console => console.WriteLine($"{id} is removed."));
        return ExitCode.Ok;
    }
}
