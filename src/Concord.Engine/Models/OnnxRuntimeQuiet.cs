using Concord.Interop;
using Microsoft.ML.OnnxRuntime;

namespace Concord;

/// <summary>
/// Keeps ONNX Runtime from reporting its use: since 1.29 its packages for Linux and macOS write an identifier of the machine to disk and send events to
/// their maker, beginning with the first call. Its own switch (docs/Privacy.md of ONNX Runtime) has to be set before that call, for native eyes.
/// </summary>
internal static class OnnxRuntimeQuiet
{
    static OnnxRuntimeQuiet()
    {
        NativeEnvironment.Set("ORT_DISABLE_TELEMETRY", "1");
        NativeEnvironment.Set("ORT_TELEMETRY_DISABLED", "1");
        // On Windows it goes by the system's tracing, which has this switch alone.
        OrtEnv.Instance().DisableTelemetryEvents();
    }

    /// <summary>To be called before anything else of ONNX Runtime. Once a process is enough; a host that used ONNX Runtime before has to do this itself.</summary>
    internal static void Ensure() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(OnnxRuntimeQuiet).TypeHandle);
}
