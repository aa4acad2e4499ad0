using System.Reflection;

namespace Concord.Architecture.Tests;

/// <summary>The managed rooms, lowest first: each may lean on those before it.</summary>
internal static class Rooms
{
    internal static readonly string[] LowestFirst = ["Concord.Abstractions", "Concord.Protocol", "Concord.Interop", "Concord.Slides", "concord-worker", "Concord.Plugins", "concord-plugin", "Concord.Engine", "Concord.Indexing", "Concord.Study", "Concord.Service", "Concord.Client", "concord"];

    internal static Assembly Load(string room) => Assembly.Load(new AssemblyName(room));

    internal static IEnumerable<string> Above(string room) => LowestFirst.SkipWhile(name => name != room).Skip(1);
}
