using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Where one run of a command prints: its answer on stdout, as JSON or for people, and everything else on stderr.</summary>
internal sealed class Session(bool json, CancellationToken cancel)
{
    internal bool Json { get; } = json;

    /// <summary>Cancelled by SIGINT and SIGTERM.</summary>
    internal CancellationToken Cancel { get; } = cancel;

    /// <summary>Prints the answer: <paramref name="document"/> with --json, otherwise what <paramref name="people"/> writes.</summary>
    internal void Answer(object document, Action<IAnsiConsole> people)
    {
        if (Json) Console.Out.WriteLine(Output.Json.Text(document));
        else people(Terminal.For(Console.Out, Console.IsOutputRedirected));
    }

    /// <summary>Advice about what just happened; on stderr, also with --json.</summary>
    internal static void Note(string text) => Console.Error.WriteLine($"{Paint.Yellow("note:")} {text}");

    /// <summary>The command a newcomer would type next. Not with --json.</summary>
    internal void Next(string command)
    {
        if (!Json) Console.Error.WriteLine($"{Paint.Grey("next:")} {command}");
    }
}
