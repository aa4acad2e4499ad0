using System.Runtime.InteropServices;

namespace Concord.Plugins;

/// <summary>A native plugin in this process.</summary>
internal sealed unsafe class NativePlugin : IPluginInstance
{
    private nint _library;

    private NativePlugin(nint library, object service) => (_library, Service) = (library, service);

    public object Service { get; }

    internal static NativePlugin Load(PluginManifest manifest, string folder, Action<string> log)
    {
        NativeHostInterfaces.LogTo(log);
        var library = Open(Path.Combine(folder, manifest.Entry));
        try
        {
            Describe(library, manifest);
            var entry = Start(library);
            return new NativePlugin(library, new NativeSlideReader(manifest.Id, Reader(library, entry)));
        }
        catch
        {
            NativeLibrary.Free(library);
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _library, 0) is not (not 0 and var library)) return;
        Unload(library);
        NativeLibrary.Free(library);
    }

    private static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new PluginException($"its library cannot be loaded: {e.Message}", e);
        }
    }

    private static void Describe(nint library, PluginManifest manifest)
    {
        var description = new NativePluginDescription { StructSize = (uint)sizeof(NativePluginDescription) };
        ((delegate* unmanaged[Cdecl]<NativePluginDescription*, void>)Export(library, "concord_plugin_describe"))(&description);
        var (own, wanted) = (PluginAbi.Current, new PluginAbi((int)description.AbiMajor, (int)description.AbiMinor));
        if (wanted.Major != own.Major || wanted.Minor > own.Minor)
        {
            var advice = wanted > own ? "update Concord" : "look for a newer version of the plugin";
            throw new PluginException($"its library is of plugin ABI {wanted}; this host has {own}: {advice}");
        }

        Same("id", NativeReason.Text(description.Id), manifest.Id);
        Same("version", NativeReason.Text(description.Version), manifest.Version);
    }

    private static void Same(string what, string? library, string manifest)
    {
        if (library != manifest) throw new PluginException($"its library says the {what} \"{PluginText.Printable(library ?? "")}\", plugin.json says \"{manifest}\"");
    }

    private static NativePluginEntry Start(nint library)
    {
        var entry = new NativePluginEntry { StructSize = (uint)sizeof(NativePluginEntry) };
        var reason = stackalloc byte[NativeReason.Bytes];
        reason[0] = 0;
        var load = (delegate* unmanaged[Cdecl]<NativeHost*, NativePluginEntry*, byte*, long, int>)Export(library, "concord_plugin_load");
        _ = Export(library, "concord_plugin_unload");
        var status = load(NativeHostInterfaces.Host, &entry, reason, NativeReason.Bytes);
        return status == 0 ? entry : throw new PluginException($"it refuses: {NativeReason.Of(status, reason)}");
    }

    private static NativeSlideReaderV1* Reader(nint library, NativePluginEntry entry)
    {
        var reader = entry.Find == null ? null : (NativeSlideReaderV1*)entry.Find(new NativeInterfaceId { High = 0x2d7c1e064b0a4f5d, Low = 0x9a3b0c5e8f21b001 });
        if (reader != null && reader->StructSize >= sizeof(NativeSlideReaderV1) && reader->Recognises != null && reader->Open != null && reader->Close != null
            && reader->Facts != null && reader->Level != null && reader->ReadRegion != null)
        {
            return reader;
        }

        Unload(library);
        throw new PluginException("it offers no whole concord_slide_reader_v1");
    }

    private static void Unload(nint library) => ((delegate* unmanaged[Cdecl]<void>)Export(library, "concord_plugin_unload"))();

    private static nint Export(nint library, string name) =>
        NativeLibrary.TryGetExport(library, name, out var address) ? address : throw new PluginException($"its library exports no {name}");
}
