using System.Reflection;

namespace Concord;

/// <summary>The build that both ends of a worker's pipes must be of.</summary>
internal static class WorkerVersion
{
    internal static string Own { get; } =
        typeof(WorkerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
