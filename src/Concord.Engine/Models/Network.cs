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
    private readonly OrtMemoryInfo? _bound;

    private Network(Model model, InferenceSession session, OrtMemoryInfo? bound)
    {
        (_manifest, _session, _bound) = (model.Manifest, session, bound);
        var input = NetworkShape.Input(model, session);
        NetworkShape.CheckOutput(model, session);
        (_inputs, _outputs, FixedBatch) = ([input.Name], [_manifest.OutputName], input.FixedBatch);
    }

    /// <summary>The only n that the network takes, or null when it takes any.</summary>
    internal int? FixedBatch { get; }

    /// <summary>Throws <see cref="ConcordArgumentException"/> when the network is not what the manifest says, <see cref="ConcordCorruptException"/>
    /// when its files are not those that were hashed.</summary>
    internal static Network Load(Model model, int intraOpThreads, Accelerator? accelerator = null)
    {
        var session = NetworkLoader.Open(model, intraOpThreads, accelerator);
        try
        {
            // Vectors are the CPU's to convert; maps and tokens stay where they are pooled.
            var stays = DeviceSession.Serves(accelerator) && model.Manifest.OutputKind is OutputKinds.Map or OutputKinds.Tokens;
            return new Network(model, session, stays ? DeviceSession.Memory(accelerator!) : null);
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
            return new NetworkRun(_bound is null ? _session.Run(_run, _inputs, [input], _outputs) : RunBound(input, _bound), n, _manifest);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ConcordArgumentException($"model {_manifest.Id} fails on input [{string.Join(", ", shape)}]: {NetworkLoader.FirstLine(e)}", e);
        }
    }

    /// <summary>The output stays in the memory `place`.</summary>
    internal IDisposableReadOnlyCollection<OrtValue> RunBound(OrtValue input, OrtMemoryInfo place)
    {
        using var binding = _session.CreateIoBinding();
        binding.BindInput(_inputs[0], input);
        binding.BindOutputToDevice(_outputs[0], place);
        return _session.RunWithBoundResults(_run, binding);
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
        _bound?.Dispose();
        _session.Dispose();
        _run.Dispose();
    }
}
