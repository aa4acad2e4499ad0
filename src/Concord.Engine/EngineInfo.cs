using System.Reflection;
using Concord.Interop;

namespace Concord;

/// <summary>What this engine is made of: versions, the instruction set in use, where the native library came from. For reports and bug reports.</summary>
public static class EngineInfo
{
    /// <summary>The release of the managed engine.</summary>
    public static string Version =>
        typeof(EngineInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The release of the native library. Loads it; throws <see cref="ConcordUnsupportedException"/> with the places tried when there is none.</summary>
    public static string NativeVersion => NativeInfo.Version;

    /// <summary>The ABI of the native library, "major.minor".</summary>
    public static string AbiVersion => NativeInfo.AbiVersion.ToString();

    /// <summary>The instruction set its kernels run with on this machine.</summary>
    public static string SimdLevel => NativeInfo.SimdLevel;

    /// <summary>The FAISS it is linked with.</summary>
    public static string FaissVersion => NativeInfo.FaissVersion;
}
