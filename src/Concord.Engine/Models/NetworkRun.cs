using Microsoft.ML.OnnxRuntime;

namespace Concord;

/// <summary>One run of a network, and its output while this lives.</summary>
internal sealed class NetworkRun(IDisposableReadOnlyCollection<OrtValue> outputs, int n, ModelManifest manifest) : IDisposable
{
    /// <summary>Throws <see cref="ConcordArgumentException"/> when the output is not what the manifest says.</summary>
    internal NetworkOutput Output => NetworkOutput.Of(outputs[0], n, manifest);

    public void Dispose() => outputs.Dispose();
}
