using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Concord.Cli.Doctor;

/// <summary>Versions, processors and memory.</summary>
internal static class MachineChecks
{
    private const double LittleMemory = 2;

    internal static IEnumerable<Finding> All()
    {
        yield return Finding.Ok("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, .NET {Environment.Version}");
        yield return Finding.Ok("cores", $"{Environment.ProcessorCount}{Instructions()}");
        yield return Memory();
        yield return Finding.Try("gpu", Device, "Update the graphics driver, or leave --device out: everything runs on the CPU too.");
    }

    private static Finding Device()
    {
        var found = DeviceInfo.All();
        if (found.Count > 0) return Finding.Ok("gpu", string.Join("; ", found.Select(Describe)));
        using var absent = Accelerator.Open(new DeviceOptions());
        return Finding.Ok("gpu", $"none: {absent.Absence}");
    }

    private static string Describe(DeviceInfo device) => string.Create(
        CultureInfo.InvariantCulture, $"--device {device.Ordinal}: {device.Name}, compute capability {device.ComputeCapability}, {device.MemoryBytes / (double)(1 << 30):0.0} GiB, CUDA {device.Driver}");

    private static string Instructions() =>
        Avx512F.IsSupported ? ", AVX-512" : Avx2.IsSupported ? ", AVX2" : "";

    private static Finding Memory()
    {
        var gib = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        var found = string.Create(CultureInfo.InvariantCulture, $"{gib:0.0} GiB");
        return gib >= LittleMemory
            ? Finding.Ok("memory", found)
            : Finding.Warn("memory", found, "Use few --workers and small models; 4 GiB is comfortable.");
    }
}
