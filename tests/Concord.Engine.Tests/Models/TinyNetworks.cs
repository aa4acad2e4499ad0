using Concord.Onnx;

namespace Concord.Tests;

/// <summary>Networks of a few nodes whose results can be worked out by hand, and their folders.</summary>
internal static class TinyNetworks
{
    internal const int Side = 32;

    /// <summary>[n, 3, 32, 32] to [n, 6, 8, 8]: means of 4 × 4 pixels of R, G, B and 1 - R, 1 - G, 1 - B.</summary>
    internal static byte[] Map(long batch = 0)
    {
        var graph = new OnnxGraph("map");
        var pooled = Pool(graph, graph.Input("pixels", batch, 3, Side, Side), 4);
        var inverse = graph.Node("Sub", [graph.Scalar(1), pooled]);
        graph.Output(graph.Node("Concat", [pooled, inverse], OnnxAttribute.Int("axis", 1)), "features", batch, 6, 8, 8);
        return graph.ToBytes();
    }

    /// <summary>[n, 3, 32, 32] to [n, 17, 3]: the mean colour as first token, then the 16 patches of 8 × 8, as a ViT lays them out.</summary>
    internal static byte[] Tokens()
    {
        var graph = new OnnxGraph("tokens");
        var input = graph.Input("pixels", 0, 3, Side, Side);
        var patches = graph.Node("Reshape", [Pool(graph, input, 8), graph.Integers(0, 3, 16)]);
        var mean = graph.Node("Reshape", [Pool(graph, input, Side), graph.Integers(0, 3, 1)]);
        var all = graph.Node("Concat", [mean, patches], OnnxAttribute.Int("axis", 2));
        graph.Output(graph.Node("Transpose", [all], OnnxAttribute.Ints("perm", 0, 2, 1)), "tokens", 0, 17, 3);
        return graph.ToBytes();
    }

    /// <summary>[n, 3, 32, 32] to [n, 3]: 1 ÷ (mean - 0.5), which is infinite for a grey of exactly one half after normalisation.</summary>
    internal static byte[] Vector()
    {
        var graph = new OnnxGraph("vector");
        var mean = graph.Node("Reshape", [Pool(graph, graph.Input("pixels", 0, 3, Side, Side), Side), graph.Integers(0, 3)]);
        graph.Output(graph.Node("Div", [graph.Scalar(1), mean]), "embedding", 0, 3);
        return graph.ToBytes();
    }

    internal static string MapJson(string id = "tiny-map", string change = "", string to = "") => Json(id, "features", "map", "\"channels\": 6, \"pooling\": \"average\"", change, to);

    internal static string TokensJson(string id = "tiny-tokens", string change = "", string to = "") =>
        Json(id, "tokens", "tokens", "\"channels\": 3, \"prefix_tokens\": 1, \"pooling\": \"cls+mean\"", change, to);

    internal static string VectorJson(string id = "tiny-vector", string change = "", string to = "") => Json(id, "embedding", "vector", "\"channels\": 3", change, to);

    internal static string Folder(TemporaryFolder folder, string name, string json, byte[] network)
    {
        File.WriteAllText(folder.At(name, "model.json"), json);
        File.WriteAllBytes(folder.At(name, "model.onnx"), network);
        return folder.At(name);
    }

    private static string Json(string id, string output, string kind, string rest, string change, string to)
    {
        var json = $$"""
            {
              "id": "{{id}}", "version": "1", "licence": "Apache-2.0", "file": "model.onnx",
              "preprocessing": { "width": 32, "height": 32, "filter": "bilinear", "mean": [0, 0, 0], "std": [1, 1, 1] },
              "output_name": "{{output}}", "output_kind": "{{kind}}", {{rest}}, "metric": "l2"
            }
            """;
        return change.Length == 0 ? json : json.Replace(change, to, StringComparison.Ordinal);
    }

    private static string Pool(OnnxGraph graph, string input, int side) =>
        graph.Node("AveragePool", [input], OnnxAttribute.Ints("kernel_shape", side, side), OnnxAttribute.Ints("strides", side, side));
}
