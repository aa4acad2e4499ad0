using Concord.Onnx;

namespace Concord;

/// <summary>The few operations that the built-in network is made of, one ONNX node each.</summary>
internal sealed class GraphMath(OnnxGraph graph)
{
    internal string Add(string a, string b) => graph.Node("Add", [a, b]);

    internal string Add(string a, float b) => Add(a, graph.Scalar(b));

    internal string Subtract(string a, string b) => graph.Node("Sub", [a, b]);

    internal string Multiply(string a, string b) => graph.Node("Mul", [a, b]);

    internal string Multiply(string a, float b) => Multiply(a, graph.Scalar(b));

    internal string Divide(string a, string b) => graph.Node("Div", [a, b]);

    internal string Sqrt(string a) => graph.Node("Sqrt", [a]);

    internal string Abs(string a) => graph.Node("Abs", [a]);

    internal string Relu(string a) => graph.Node("Relu", [a]);

    internal string NegativeLog(string a) => graph.Node("Neg", [graph.Node("Log", [a])]);

    internal string Power(string a, float exponent) => graph.Node("Pow", [a, graph.Scalar(exponent)]);

    internal string Square(string a) => Multiply(a, a);

    internal string AtLeast(string a, float least) => graph.Node("Clip", [a, graph.Scalar(least)]);

    internal string Clip(string a, float least, float most) => graph.Node("Clip", [a, graph.Scalar(least), graph.Scalar(most)]);

    internal string MatrixProduct(string a, string b) => graph.Node("MatMul", [a, b]);

    /// <summary>Means over the given axes, which stay with length 1.</summary>
    internal string Mean(string a, params ReadOnlySpan<long> axes) =>
        graph.Node("ReduceMean", [a], OnnxAttribute.Ints("axes", axes), OnnxAttribute.Int("keepdims", 1));

    internal string Sum(string a, long axis) => graph.Node("ReduceSum", [a, graph.Integers(axis)], OnnxAttribute.Int("keepdims", 1));

    internal string Halve(string a) =>
        graph.Node("AveragePool", [a], OnnxAttribute.Ints("kernel_shape", 2, 2), OnnxAttribute.Ints("strides", 2, 2));

    internal string Reshape(string a, params ReadOnlySpan<long> shape) => graph.Node("Reshape", [a, graph.Integers(shape)]);

    internal string Transpose(string a, params ReadOnlySpan<long> order) => graph.Node("Transpose", [a], OnnxAttribute.Ints("perm", order));

    internal string Concat(long axis, ReadOnlySpan<string> parts) => graph.Node("Concat", parts, OnnxAttribute.Int("axis", axis));

    /// <summary>Channels first .. last - 1.</summary>
    internal string Slice(string a, long first, long last, long axis = 1) =>
        graph.Node("Slice", [a, graph.Integers(first), graph.Integers(last), graph.Integers(axis)]);

    /// <summary>Mirrors the outermost rows and columns outwards, without repeating the edge itself.</summary>
    internal string Reflect(string a, long margin) =>
        graph.Node("Pad", [a, graph.Integers(0, 0, margin, margin, 0, 0, margin, margin)], OnnxAttribute.Text("mode", "reflect"));

    internal string Convolve(string a, ReadOnlySpan<float> weights, ReadOnlySpan<long> shape, long groups = 1) =>
        graph.Node("Conv", [a, graph.Constant(weights, shape)], OnnxAttribute.Int("group", groups));

    internal string Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => graph.Constant(values, shape);
}
