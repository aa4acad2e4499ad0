namespace Concord.Cli.CommandLine;

/// <summary>The command was typed in a way that cannot be carried out; nothing was done.</summary>
internal sealed class UsageException(string message, string? hint = null) : Exception(message)
{
    internal string? Hint { get; } = hint;
}
