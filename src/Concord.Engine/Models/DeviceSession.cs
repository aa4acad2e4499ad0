using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Concord;

/// <summary>
/// ONNX Runtime's part of an accelerator: its CUDA provider works on the accelerator's own stream and leaves features in device memory, where pooling reads them.
/// It needs the package that has the provider (built with -p:ConcordGpu=true) and was not run on a device yet.
/// </summary>
internal static class DeviceSession
{
    private const string Provider = "CUDAExecutionProvider";
    private const string MemoryName = "Cuda";

    /// <summary>Whether this build of ONNX Runtime can use the accelerator, which must be there.</summary>
    internal static bool Serves(Accelerator? accelerator) =>
        accelerator is { Device: not null } && OrtEnv.Instance().GetAvailableProviders().Contains(Provider);

    /// <summary>Puts the provider before the CPU's, on the stream of the accelerator: what it does needs no wait before the pooling that follows.</summary>
    internal static void Append(SessionOptions options, Accelerator accelerator)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(new Dictionary<string, string>
        {
            ["device_id"] = accelerator.Info!.Ordinal.ToString(CultureInfo.InvariantCulture),
            ["has_user_compute_stream"] = "1",
            ["user_compute_stream"] = ((ulong)accelerator.Device!.Stream).ToString(CultureInfo.InvariantCulture),
        });
        options.AppendExecutionProvider_CUDA(cuda);
    }

    /// <summary>The device's memory, as ONNX Runtime names it.</summary>
    internal static OrtMemoryInfo Memory(Accelerator accelerator) =>
        new(MemoryName, OrtAllocatorType.DeviceAllocator, accelerator.Info!.Ordinal, OrtMemType.Default);

    /// <summary>Whether a value's elements lie in device memory, so that no one here may read them.</summary>
    internal static bool IsThere(OrtValue value)
    {
        using var memory = value.GetTensorMemoryInfo();
        return memory.Name == MemoryName;
    }
}
