namespace Concord.Plugins;

/// <summary>A plugin that a host has loaded, with the copy it runs from.</summary>
internal sealed class LoadedPlugin : IDisposable
{
    private static readonly TimeSpan LeaveWait = TimeSpan.FromSeconds(5);

    private readonly PluginCopy _copy;
    private readonly PluginGate _gate;
    private readonly IPluginInstance _instance;

    private LoadedPlugin(PluginCopy copy, PluginGate gate, IPluginInstance instance)
    {
        (_copy, _gate, _instance) = (copy, gate, instance);
        Service = CheckedService.Of(copy.Manifest, instance.Service, gate);
    }

    internal object Service { get; }

    internal string Digest => _copy.Digest;

    internal PluginManifest Manifest => _copy.Manifest;

    internal int? ProcessId => (_instance as IsolatedPlugin)?.ProcessId;

    /// <summary>Throws <see cref="PluginException"/>; the copy is removed then.</summary>
    internal static LoadedPlugin Load(PluginCopy copy, PluginHostOptions options, Action<PluginState, string?> changed)
    {
        IPluginInstance? instance = null;
        try
        {
            instance = Start(copy, options, changed);
            return new LoadedPlugin(copy, new PluginGate(copy.Manifest.Id), instance);
        }
        catch
        {
            instance?.Dispose();
            Directory.Delete(copy.Folder, recursive: true);
            throw;
        }
    }

    /// <summary>Lets no further call in, waits a while for those inside, and unloads. One that does not come out keeps its code: it is left loaded then.</summary>
    public void Dispose()
    {
        if (!_gate.Close(_instance is IsolatedPlugin ? TimeSpan.Zero : LeaveWait) && _instance is not IsolatedPlugin) return;
        _instance.Dispose();
        Directory.Delete(_copy.Folder, recursive: true);
    }

    private static IPluginInstance Start(PluginCopy copy, PluginHostOptions options, Action<PluginState, string?> changed)
    {
        var manifest = copy.Manifest;
        if (manifest.RunsIn == PluginIsolation.Process || (manifest.Home == PluginHome.Managed && options.IsolateAll))
        {
            return IsolatedPlugin.Start(copy, new IsolationOptions(options.Limits, options.Program, options.Time, changed));
        }

        if (manifest.Home == PluginHome.Native && !options.AllowNativeInHost)
        {
            throw new PluginException("it asks to run in the host, where a crash of it is the host's; this host does not let native plugins: set \"isolation\": \"process\"");
        }

        var instance = InProcess.Load(manifest, copy.Folder, options.Log);
        changed(PluginState.Running, null);
        return instance;
    }
}
