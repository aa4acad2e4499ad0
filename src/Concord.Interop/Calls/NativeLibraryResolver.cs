using System.Reflection;
using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>Chooses the native library: an ordered list of places, a reason for each one refused, and a check of the ABI version.</summary>
internal static unsafe class NativeLibraryResolver
{
    /// <summary>Names a library to use instead of the one beside the program; no other is tried then.</summary>
    internal const string Override = "CONCORD_NATIVE_LIBRARY";

    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryResolver).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        name == "concord" ? Load(Candidates()) : 0;

    /// <summary>The first of `candidates` that loads and has the right ABI; else an exception that tells why each was refused.</summary>
    internal static nint Load(IEnumerable<string> candidates)
    {
        var refusals = new List<string>();
        foreach (var candidate in candidates)
        {
            var library = TryLoad(candidate, out var reason);
            if (library != 0) return library;
            refusals.Add($"  {candidate}: {reason}");
        }
        throw new ConcordUnsupportedException($"No usable Concord library was found. Tried:\n{string.Join('\n', refusals)}");
    }

    internal static IReadOnlyList<string> Candidates()
    {
        var named = Environment.GetEnvironmentVariable(Override);
        if (!string.IsNullOrEmpty(named)) return [named];
        var file = OperatingSystem.IsWindows() ? "concord.dll" : OperatingSystem.IsMacOS() ? "libconcord.dylib" : "libconcord.so";
        return
        [
            Path.Combine(AppContext.BaseDirectory, file),
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file),
            // By the system's own search: an installed library, its major version in the name.
            OperatingSystem.IsLinux() ? $"libconcord.so.{NativeAbi.Major}" : file,
        ];
    }

    private static nint TryLoad(string candidate, out string reason)
    {
        reason = "does not exist";
        if (Path.IsPathRooted(candidate) && !File.Exists(candidate)) return 0;
        nint library;
        try
        {
            library = NativeLibrary.Load(candidate);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            reason = e.Message;
            return 0;
        }
        if (IsCompatible(library, out reason)) return library;
        NativeLibrary.Free(library);
        return 0;
    }

    private static bool IsCompatible(nint library, out string reason)
    {
        reason = "is no Concord library: it does not export concord_abi_version";
        if (!NativeLibrary.TryGetExport(library, "concord_abi_version", out var address)) return false;
        var version = ((delegate* unmanaged[Cdecl]<uint>)address)();
        reason = Mismatch(version);
        return reason.Length == 0;
    }

    /// <summary>Why a library of ABI `version` cannot serve these bindings, or "".</summary>
    internal static string Mismatch(uint version)
    {
        var (major, minor) = (version >> 16, version & 0xFFFF);
        return major == NativeAbi.Major && minor >= NativeAbi.Minor
            ? ""
            : $"has ABI {major}.{minor}, but this program needs ABI {NativeAbi.Major}.{NativeAbi.Minor} or a later {NativeAbi.Major}.x";
    }
}
