using System.Text;

namespace Concord.Interop;

/// <summary>A graphics processor of this machine. Driver: the CUDA version that it serves.</summary>
internal sealed record DeviceFacts(string Name, Version ComputeCapability, int Multiprocessors, long MemoryBytes, Version Driver)
{
    internal static unsafe int Count()
    {
        var count = 0;
        Native.DeviceCount(&count);
        return count;
    }

    /// <summary>Of device 0 to Count-1; throws <see cref="ConcordArgumentException"/> with the reason for others.</summary>
    internal static unsafe DeviceFacts Of(int ordinal)
    {
        var native = new NativeDeviceInfo { StructSize = (uint)sizeof(NativeDeviceInfo) };
        Native.DeviceDescribe(ordinal, ref native);
        var name = new ReadOnlySpan<byte>(native.Name, 64);
        var end = name.IndexOf((byte)0);
        return new DeviceFacts(
            Encoding.UTF8.GetString(end < 0 ? name : name[..end]), new Version(native.Major, native.Minor), native.Multiprocessors, native.MemoryBytes,
            new Version(native.DriverVersion / 1000, native.DriverVersion % 1000 / 10));
    }
}
