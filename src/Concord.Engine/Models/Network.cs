using Microsoft.ML.OnnxRuntime;

namespace Concord;

/// <summary>
/// A network in ONNX Runtime, checked against its manifest: [n, 3, height, width] float32 in, the announced kind and channels out.
/// Thread-safe: each <see cref="Run"/> is independent, and takes the thread of its caller when loaded with one thread.
/// </summary>
internal sealed class Network : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly ModelManifest _manifest;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    private Network(Model model, InferenceSession session)
    {
        (_manifest, _session) = (model.Manifest, session);
        var input = NetworkShape.Input(model, session);
        NetworkShape.CheckOutput(model, session);
        (_inputs, _outputs, FixedBatch) = ([input.Name], [_manifest.OutputName], input.FixedBatch);
    }

    /// <summary>The only n that the network takes, or null when it takes any.</summary>
    internal int? FixedBatch { get; }

    /// <summary>Throws <see cref="ConcordArgumentException"/> when the network is not what the manifest says, <see cref="ConcordCorruptException"/>
    /// when its files are not those that were hashed.</summary>
    internal static Network Load(Model model, int intraOpThreads)
    {
        var session = NetworkLoader.Open(model, intraOpThreads);
        try
        {
            return new Network(model, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs n images. tensors: n*3*height*width elements, read in place; not needed once this returns.</summary>
    internal NetworkRun Run(Memory<float> tensors, int n)
    {
        long[] shape = [n, 3, _manifest.Preprocessing.Height, _manifest.Preprocessing.Width];
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensors, shape);
        try
        {
            return new NetworkRun(_session.Run(_run, _inputs, [input], _outputs), n, _manifest);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ConcordArgumentException($"model {_manifest.Id} fails on input [{string.Join(", ", shape)}]: {NetworkLoader.FirstLine(e)}", e);
        }
    }

    /// <summary>C of the output, found by a run with zeros.</summary>
    internal int Probe()
    {
        var n = FixedBatch ?? 1;
        using var run = Run(new float[n * 3 * _manifest.Preprocessing.Height * _manifest.Preprocessing.Width], n);
        return run.Output.Channels;
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
