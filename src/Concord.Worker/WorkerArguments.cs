using System.Globalization;

namespace Concord.Worker;

/// <summary>What a worker is started with: PARENT MEMORY.</summary>
/// <param name="Parent">The process it dies with.</param>
/// <param name="MemoryBytes">Memory it may fill.</param>
internal sealed record WorkerArguments(int Parent, long MemoryBytes)
{
    internal static WorkerArguments? Parse(string[] arguments) =>
        arguments.Length == 2
        && int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
        && long.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var memory)
            ? new WorkerArguments(parent, memory)
            : null;
}
