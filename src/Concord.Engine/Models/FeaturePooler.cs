using System.Runtime.InteropServices;
using Concord.Interop;

namespace Concord;

/// <summary>From a network's output to float32 vectors, by the native kernels. Immutable, thread-safe.</summary>
internal sealed class FeaturePooler(ModelManifest manifest, Pooling pooling, int dimension, Accelerator? accelerator)
{
    /// <summary>
    /// Pools the first n images of an output. vectors: n*dimension elements. Throws <see cref="ConcordArgumentException"/> when a result
    /// is NaN or infinite.
    /// </summary>
    internal void Pool(NetworkOutput output, int n, Span<float> vectors)
    {
        if (accelerator?.Device is { } device && manifest.OutputKind is OutputKinds.Map or OutputKinds.Tokens)
        {
            try
            {
                Pool(output, n, vectors, device);
                return;
            }
            catch (ConcordException e) when (!output.IsThere && accelerator.Excuses(e))
            {
                // The CPU does it below.
            }
        }

        Pool(output, n, vectors, null);
    }

    private void Pool(NetworkOutput output, int n, Span<float> vectors, Device? device)
    {
        var shape = output.Shape;
        var data = output.Data[..(output.Data.Length / shape[0] * n)];
        var target = MemoryMarshal.AsBytes(vectors);
        switch (manifest.OutputKind)
        {
            case OutputKinds.Map:
                Interop.Pool.Maps(data, n, shape[1], shape[2], shape[3], [], Options(output, device), target);
                break;
            case OutputKinds.Tokens:
                Interop.Pool.Tokens(data, n, shape[1], shape[2], [], Options(output, device), target);
                break;
            default:
                Vectors.Convert(data, output.Type, n, dimension, false, target, NativeDtype.Float32);
                break;
        }
    }

    private PoolOptions Options(NetworkOutput output, Device? device) => new()
    {
        Mode = Mode(),
        InputType = output.Type,
        Device = device,
        FeaturesThere = output.IsThere,
        OutputHeight = pooling.Grid,
        OutputWidth = pooling.Grid,
        PrefixTokens = manifest.PrefixTokens,
        GemPower = pooling.GemPower,
    };

    private NativePoolMode Mode() => pooling.Mode switch
    {
        "average" => NativePoolMode.Average,
        "max" => NativePoolMode.Max,
        "gem" => NativePoolMode.Gem,
        "cls" => NativePoolMode.Cls,
        _ => NativePoolMode.ClsMean,
    };
}
