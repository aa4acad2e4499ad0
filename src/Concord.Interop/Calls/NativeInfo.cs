namespace Concord.Interop;

/// <summary>What the loaded native library says of itself.</summary>
internal static class NativeInfo
{
    internal static string Version => Native.Version();

    internal static string FaissVersion => Native.FaissVersion();

    internal static string SimdLevel => Native.SimdLevel();

    internal static Version AbiVersion => new((int)(Native.AbiVersion() >> 16), (int)(Native.AbiVersion() & 0xFFFF));
}
