using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Concord.Plugins;

/// <summary>
/// Where a managed plugin's assemblies are loaded, and unloaded with it. Shared with the host are Concord.Abstractions and the runtime's own; all else comes from the plugin's folder, in
/// whichever version it brings.
/// </summary>
internal sealed class ManagedContext(string entry) : AssemblyLoadContext($"plugin {Path.GetFileNameWithoutExtension(entry)}", isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(entry);
    private readonly string _folder = Path.GetDirectoryName(entry)!;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (name == typeof(IConcordPlugin).Assembly.GetName().Name) return typeof(IConcordPlugin).Assembly;
        if (File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), name + ".dll"))) return null;
        var path = _resolver.ResolveAssemblyToPath(assemblyName) ?? Path.Combine(_folder, name + ".dll");
        // Not from the host's own folder, where the next look would find it in the host's version.
        return File.Exists(path) ? LoadFromAssemblyPath(path) : throw new FileNotFoundException($"it needs the assembly {name}, which is not among its files");
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
