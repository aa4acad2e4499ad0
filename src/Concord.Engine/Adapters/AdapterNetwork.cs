using Concord.Onnx;

namespace Concord;

/// <summary>An adapter as an ONNX network: input "vectors" n x d, output "embeddings" n x e. Opset 17, standard operators.</summary>
internal static class AdapterNetwork
{
    internal static byte[] Write(Adapter adapter)
    {
        var shape = adapter.Card.Shape;
        var (d, h, e) = (shape.Input, shape.Hidden, shape.Dimension);
        var graph = new OnnxGraph("adapter");
        var reader = new Reader(adapter.Weights);
        var x = Linear(graph, ref reader, graph.Input("vectors", 0, d), d, h);
        x = Gelu(graph, x);
        x = shape.Architecture == AdapterArchitecture.Mlp ? Linear(graph, ref reader, x, h, e) : Seed(graph, ref reader, Linear(graph, ref reader, x, h, h), h, e);
        graph.Output(x, "embeddings", 0, e);
        return graph.ToBytes();
    }

    private static string Seed(OnnxGraph graph, ref Reader reader, string x, int h, int e)
    {
        var (scale, shift) = (graph.Constant(reader.Take(h), h), graph.Constant(reader.Take(h), h));
        x = graph.Node("LayerNormalization", [x, scale, shift], OnnxAttribute.Int("axis", -1), OnnxAttribute.Float("epsilon", 1e-5f));
        x = graph.Node("Unsqueeze", [x, graph.Integers(2)]);
        x = Gelu(graph, Convolution(graph, ref reader, x, h, e));
        return graph.Node("Squeeze", [Convolution(graph, ref reader, x, e, e), graph.Integers(2)]);
    }

    private static string Linear(OnnxGraph graph, ref Reader reader, string x, int input, int output)
    {
        var (weight, bias) = (graph.Constant(reader.Take(output * input), output, input), graph.Constant(reader.Take(output), output));
        return graph.Node("Gemm", [x, weight, bias], OnnxAttribute.Int("transB", 1));
    }

    private static string Convolution(OnnxGraph graph, ref Reader reader, string x, int input, int output)
    {
        var (weight, bias) = (graph.Constant(reader.Take(output * input * 3), output, input, 3), graph.Constant(reader.Take(output), output));
        return graph.Node("Conv", [x, weight, bias], OnnxAttribute.Ints("kernel_shape", 3), OnnxAttribute.Ints("pads", 1, 1));
    }

    private static string Gelu(OnnxGraph graph, string x)
    {
        var below = graph.Node("Add", [graph.Node("Erf", [graph.Node("Mul", [x, graph.Scalar(0.70710678f)])]), graph.Scalar(1)]);
        return graph.Node("Mul", [graph.Node("Mul", [x, graph.Scalar(0.5f)]), below]);
    }

    private ref struct Reader(ReadOnlySpan<float> weights)
    {
        private ReadOnlySpan<float> _rest = weights;

        internal ReadOnlySpan<float> Take(int count)
        {
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }
    }
}
