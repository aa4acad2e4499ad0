using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>collection delete NAME</c>: removes a collection from the disk. Asks first when a person types it; scripts are not asked.</summary>
internal sealed class CollectionDeleteVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };

    internal CollectionDeleteVerb()
        : base("delete", "Delete a collection and all it holds; the images stay")
    {
        Add(_name);
        Add(_yes);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        var path = CollectionName.Resolve(name);
        if (!Path.Exists(path)) throw Collections.Absent(name, path);
        if (!parsed.GetValue(_yes) && !session.Json && !Confirmed(path)) throw new OperationCanceledException();
        Collection.Delete(path);
        session.Answer(new { name, path, deleted = true }, console => console.WriteLine($"Deleted {path}."));
        return ExitCode.Ok;
    }

    private static bool Confirmed(string path)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected) return true;
        Console.Error.Write($"Delete {path} and all it holds? [y/N] ");
        return Console.ReadLine()?.Trim().StartsWith("y", StringComparison.OrdinalIgnoreCase) == true;
    }
}
