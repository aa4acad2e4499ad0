using System.Runtime.InteropServices;

namespace Concord.Plugins;

// The structs of native/include/concord_plugin/plugin.h, field by field; a test compiles that header and compares sizes and offsets.

[StructLayout(LayoutKind.Sequential)]
internal struct NativeInterfaceId
{
    internal ulong High;
    internal ulong Low;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePluginDescription
{
    internal uint StructSize;
    internal uint AbiMajor;
    internal uint AbiMinor;
    internal uint Reserved;
    internal byte* Id;
    internal byte* Version;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeHost
{
    internal uint StructSize;
    internal uint AbiMajor;
    internal uint AbiMinor;
    internal uint Reserved;
    internal delegate* unmanaged[Cdecl]<NativeInterfaceId, void*> Find;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePluginEntry
{
    internal uint StructSize;
    internal uint Reserved;
    internal delegate* unmanaged[Cdecl]<NativeInterfaceId, void*> Find;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLogV1
{
    internal uint StructSize;
    internal uint Reserved;
    internal delegate* unmanaged[Cdecl]<byte*, void> Write;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeSlideFactsV1
{
    internal uint StructSize;
    internal int LevelCount;
    internal double Mpp;
    internal double ObjectivePower;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeSlideLevelV1
{
    internal uint StructSize;
    internal uint Reserved;
    internal long Width;
    internal long Height;
    internal double Downsample;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeSlideReaderV1
{
    internal uint StructSize;
    internal uint Reserved;
    internal delegate* unmanaged[Cdecl]<byte*, byte> Recognises;
    internal delegate* unmanaged[Cdecl]<byte*, nint*, byte*, long, int> Open;
    internal delegate* unmanaged[Cdecl]<nint, void> Close;
    internal delegate* unmanaged[Cdecl]<nint, NativeSlideFactsV1*, int> Facts;
    internal delegate* unmanaged[Cdecl]<nint, int, NativeSlideLevelV1*, int> Level;
    internal delegate* unmanaged[Cdecl]<nint, int, long, long, int, int, byte*, byte*, long, int> ReadRegion;
}
