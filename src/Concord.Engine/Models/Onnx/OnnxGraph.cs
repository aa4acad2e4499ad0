using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Concord.Onnx;

/// <summary>
/// Writes a small ONNX network, node by node; each call returns the name of its result. Nodes are named in the order of the calls, so
/// equal calls give equal bytes. Opset 17, IR 8.
/// </summary>
internal sealed class OnnxGraph(string name)
{
    private const int OpsetVersion = 17;
    private const int IrVersion = 8;
    private const int Float32 = 1;
    private const int Int64 = 7;

    private readonly GraphProto _graph = new() { Name = name };

    /// <summary>A float32 input; an axis below 1 is any n.</summary>
    internal string Input(string input, params ReadOnlySpan<long> shape)
    {
        _graph.Input.Add(Value(input, shape));
        return input;
    }

    /// <summary>Names a result as a float32 output of the network.</summary>
    internal void Output(string result, string output, params ReadOnlySpan<long> shape)
    {
        var node = new NodeProto { Name = output, OpType = "Identity" };
        node.Input.Add(result);
        node.Output.Add(output);
        _graph.Node.Add(node);
        _graph.Output.Add(Value(output, shape));
    }

    internal string Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Initializer(Float32, MemoryMarshal.AsBytes(values), shape);

    internal string Scalar(float value) => Constant([value], []);

    internal string Integers(params ReadOnlySpan<long> values) => Initializer(Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    internal string Node(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var result = $"{operation.ToLowerInvariant()}_{_graph.Node.Count}";
        var node = new NodeProto { Name = result, OpType = operation };
        foreach (var input in inputs) node.Input.Add(input);
        node.Output.Add(result);
        foreach (var attribute in attributes) node.Attribute.Add(attribute);
        _graph.Node.Add(node);
        return result;
    }

    internal byte[] ToBytes()
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "concord", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OpsetVersion });
        return model.ToByteArray();
    }

    /// <summary>ONNX stores numbers little-endian, as every machine here does.</summary>
    private string Initializer(int type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = $"constant_{_graph.Initializer.Count}", DataType = type, RawData = ByteString.CopyFrom(bytes) };
        foreach (var axis in shape) tensor.Dims.Add(axis);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static ValueInfoProto Value(string name, ReadOnlySpan<long> shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var axis in shape)
        {
            dimensions.Dim.Add(axis > 0 ? new TensorShapeProto.Types.Dimension { DimValue = axis } : new TensorShapeProto.Types.Dimension { DimParam = "n" });
        }

        var type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = Float32, Shape = dimensions } };
        return new ValueInfoProto { Name = name, Type = type };
    }
}
