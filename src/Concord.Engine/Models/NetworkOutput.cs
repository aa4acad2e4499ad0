using Concord.Interop;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Concord;

/// <summary>What one run returned, its shape checked against the manifest. Valid while the run's values live.</summary>
internal readonly ref struct NetworkOutput
{
    private NetworkOutput(ReadOnlySpan<byte> data, bool isThere, NativeDtype type, int[] shape, int channels)
    {
        Data = data;
        IsThere = isThere;
        Type = type;
        Shape = shape;
        Channels = channels;
    }

    internal ReadOnlySpan<byte> Data { get; }

    /// <summary><see cref="Data"/> is an address in device memory and a length: not to be read here.</summary>
    internal bool IsThere { get; }

    internal NativeDtype Type { get; }

    internal int[] Shape { get; }

    internal int Channels { get; }

    internal static NetworkOutput Of(OrtValue value, int n, ModelManifest manifest)
    {
        if (!value.IsTensor) throw new ConcordArgumentException($"model {manifest.Id}: its output \"{manifest.OutputName}\" is no tensor");
        var info = value.GetTensorTypeAndShape();
        var shape = Array.ConvertAll(info.Shape, axis => checked((int)axis));
        CheckShape(shape, n, manifest);
        return new NetworkOutput(value.GetTensorMutableRawData(), DeviceSession.IsThere(value), TypeOf(info.ElementDataType, manifest), shape, shape[OutputKinds.ChannelAxis(manifest.OutputKind)]);
    }

    private static void CheckShape(int[] shape, int n, ModelManifest manifest)
    {
        var kind = manifest.OutputKind;
        var fits = shape.Length == OutputKinds.Rank(kind) && shape[0] == n && shape.All(axis => axis > 0)
            && (manifest.Channels is not { } channels || shape[OutputKinds.ChannelAxis(kind)] == channels)
            && (kind != OutputKinds.Tokens || shape[1] > manifest.PrefixTokens);
        if (fits) return;
        var prefix = manifest.PrefixTokens > 0 ? $" with more than {manifest.PrefixTokens} tokens" : "";
        throw new ConcordArgumentException($"model {manifest.Id}: its output \"{manifest.OutputName}\" is [{string.Join(", ", shape)}] for {n} images, but "
            + $"model.json says {kind}, so {OutputKinds.Shape(kind, manifest.Channels)}{prefix}");
    }

    private static NativeDtype TypeOf(TensorElementType type, ModelManifest manifest) => type switch
    {
        TensorElementType.Float => NativeDtype.Float32,
        TensorElementType.Float16 => NativeDtype.Float16,
        TensorElementType.BFloat16 => NativeDtype.Bfloat16,
        _ => throw new ConcordArgumentException($"model {manifest.Id}: its output \"{manifest.OutputName}\" is of type {type}; float32, float16 or bfloat16 is needed"),
    };
}
