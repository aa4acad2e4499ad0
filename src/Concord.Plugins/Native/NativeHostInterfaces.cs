using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Concord.Plugins;

/// <summary>What this host offers to native plugins: memory of the process, which lives as long as it.</summary>
internal static unsafe class NativeHostInterfaces
{
    private static readonly NativeHost* Offered = Make();
    private static readonly NativeLogV1* Log = MakeLog();
    private static volatile Action<string> _log = static _ => { };

    internal static NativeHost* Host => Offered;

    /// <summary>Where lines of plugins go; the process has one such place.</summary>
    internal static void LogTo(Action<string> log) => _log = log;

    private static NativeHost* Make()
    {
        var host = (NativeHost*)NativeMemory.AllocZeroed((nuint)sizeof(NativeHost));
        (host->StructSize, host->AbiMajor, host->AbiMinor) = ((uint)sizeof(NativeHost), (uint)PluginAbi.Current.Major, (uint)PluginAbi.Current.Minor);
        host->Find = &Find;
        return host;
    }

    private static NativeLogV1* MakeLog()
    {
        var log = (NativeLogV1*)NativeMemory.AllocZeroed((nuint)sizeof(NativeLogV1));
        log->StructSize = (uint)sizeof(NativeLogV1);
        log->Write = &Write;
        return log;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Find(NativeInterfaceId id) => id.High == 0x6b1f0a529f0e4c1c && id.Low == 0x8f625d1c7be1a001 ? Log : null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Write(byte* text)
    {
        try
        {
            _log(PluginText.Printable(NativeReason.Text(text) ?? ""));
        }
        catch (Exception)
        {
            // Nothing may be thrown into C; and a line of a log is not worth the process.
        }
    }
}
