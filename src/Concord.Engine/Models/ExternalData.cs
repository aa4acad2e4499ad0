using Concord.Onnx;
using Google.Protobuf;

namespace Concord;

/// <summary>Finds the files beside an ONNX file that hold its weights, wherever in the graph a tensor may stand.</summary>
internal static class ExternalData
{
    internal static IReadOnlyList<string> Locations(string network)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tensor in Tensors(Parse(network)))
        {
            if (tensor.DataLocation != TensorProto.Types.DataLocation.External && tensor.ExternalData.Count == 0) continue;
            found.Add(tensor.ExternalData.FirstOrDefault(e => e.Key == "location")?.Value ?? "");
        }

        return [.. found];
    }

    private static ModelProto Parse(string network)
    {
        try
        {
            using var stream = File.OpenRead(network);
            return ModelProto.Parser.ParseFrom(stream);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ConcordArgumentException($"{network}: it is not an ONNX file, or it is damaged", e);
        }
    }

    private static IEnumerable<TensorProto> Tensors(ModelProto model) =>
        Tensors(model.Graph)
            .Concat(model.Functions.SelectMany(f => f.Node.SelectMany(Tensors)))
            .Concat(model.TrainingInfo.SelectMany(t => Tensors(t.Initialization).Concat(Tensors(t.Algorithm))));

    private static IEnumerable<TensorProto> Tensors(GraphProto? graph) => graph is null ? [] :
        graph.Initializer
            .Concat(graph.SparseInitializer.SelectMany(Tensors))
            .Concat(graph.Node.SelectMany(Tensors));

    private static IEnumerable<TensorProto> Tensors(NodeProto node) => node.Attribute.SelectMany(a =>
        One(a.T)
            .Concat(a.Tensors)
            .Concat(Tensors(a.G))
            .Concat(a.Graphs.SelectMany(Tensors))
            .Concat(a.SparseTensor is null ? [] : Tensors(a.SparseTensor))
            .Concat(a.SparseTensors.SelectMany(Tensors)));

    private static IEnumerable<TensorProto> Tensors(SparseTensorProto sparse) => One(sparse.Values).Concat(One(sparse.Indices));

    private static IEnumerable<TensorProto> One(TensorProto? tensor) => tensor is null ? [] : [tensor];
}
