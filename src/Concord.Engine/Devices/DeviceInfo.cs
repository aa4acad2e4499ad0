using Concord.Interop;

namespace Concord;

/// <summary>A graphics processor of this machine.</summary>
/// <param name="Ordinal">What <see cref="DeviceOptions"/> calls it.</param>
/// <param name="Name">Its maker's name for it.</param>
/// <param name="ComputeCapability">As in 9.0.</param>
/// <param name="MemoryBytes">All of its memory.</param>
/// <param name="Driver">The CUDA version that its driver serves.</param>
public sealed record DeviceInfo(int Ordinal, string Name, Version ComputeCapability, long MemoryBytes, Version Driver)
{
    /// <summary>Those of this machine; none is no failure.</summary>
    public static IReadOnlyList<DeviceInfo> All() => [.. Enumerable.Range(0, DeviceFacts.Count()).Select(Of)];

    internal static DeviceInfo Of(int ordinal)
    {
        var facts = DeviceFacts.Of(ordinal);
        return new DeviceInfo(ordinal, facts.Name, facts.ComputeCapability, facts.MemoryBytes, facts.Driver);
    }
}
