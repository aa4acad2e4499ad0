using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Concord.Cli.Output;

namespace Concord.Cli.CommandLine;

/// <summary>Parses the arguments and runs the verb they name.</summary>
internal static class Application
{
    internal static async Task<int> Run(string[] arguments, CancellationToken cancel)
    {
        var parsed = Root.Create().Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction) return (int)Refuse(parsed, arguments);

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // Signals does this, and waits for the commit in hand.
        };
        return await parsed.InvokeAsync(configuration, cancel).ConfigureAwait(false);
    }

    private static ExitCode Refuse(ParseResult parsed, string[] arguments)
    {
        var path = CommandPath(parsed.CommandResult);
        var session = new Session(arguments.Contains("--json"), CancellationToken.None);
        return Failure.Report(session, new UsageException(Message(parsed, path), $"See: {path} --help"));
    }

    private static string Message(ParseResult parsed, string path)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count == 0 && command.Subcommands.Count > 0)
        {
            return $"\"{path}\" needs one of: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}.";
        }

        // The parser speaks of .NET types; the reader does not.
        return string.Join(" ", parsed.Errors.Select(error => error.Message).Distinct())
            .Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal)
            .Replace("as expected type 'System.Int64'", "as a whole number", StringComparison.Ordinal)
            .Replace("as expected type 'System.Double'", "as a number", StringComparison.Ordinal);
    }

    private static string CommandPath(CommandResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result; at is CommandResult command; at = command.Parent)
        {
            names.Push(command.Command is RootCommand ? "concord" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
