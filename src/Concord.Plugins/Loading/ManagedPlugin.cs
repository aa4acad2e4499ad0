using System.Reflection;

namespace Concord.Plugins;

/// <summary>A managed plugin in this process.</summary>
internal sealed class ManagedPlugin : IPluginInstance
{
    private readonly ManagedContext _context;
    private IConcordPlugin? _plugin;

    private ManagedPlugin(ManagedContext context, IConcordPlugin plugin, object service) => (_context, _plugin, Service) = (context, plugin, service);

    public object Service { get; private set; }

    internal static ManagedPlugin Load(PluginManifest manifest, string folder)
    {
        var context = new ManagedContext(Path.Combine(folder, manifest.Entry));
        try
        {
            var plugin = Create(context.LoadFromAssemblyPath(Path.Combine(folder, manifest.Entry)));
            var setup = new PluginSetup(manifest, folder);
            plugin.Configure(setup);
            var service = setup.Take();
            plugin.Start();
            return new ManagedPlugin(context, plugin, service);
        }
        catch (Exception e)
        {
            context.Unload();
            throw e as PluginException ?? new PluginException(Reason(e), e);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _plugin, null) is not { } plugin) return;
        Service = this;
        try
        {
            plugin.Stop();
        }
        catch (Exception)
        {
            // It is on its way out; that it goes badly is nothing that anybody could act upon.
        }

        _context.Unload();
    }

    private static IConcordPlugin Create(Assembly assembly)
    {
        var types = assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IConcordPlugin)) && !type.IsAbstract).ToList();
        if (types is not [var only]) throw new PluginException($"{assembly.GetName().Name} has {types.Count} public classes that are {nameof(IConcordPlugin)}; one is needed");
        return (IConcordPlugin)Activator.CreateInstance(only)!;
    }

    private static string Reason(Exception e) => e switch
    {
        BadImageFormatException => "its entry is no .NET assembly for this machine",
        TypeLoadException or MissingMemberException or ReflectionTypeLoadException => $"it was built against another Concord.Abstractions: {e.Message}",
        TargetInvocationException { InnerException: { } inner } => Reason(inner),
        _ => PluginText.Of(e),
    };
}
