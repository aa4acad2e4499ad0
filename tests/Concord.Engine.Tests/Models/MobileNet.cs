namespace Concord.Tests;

/// <summary>The real network among the shared data, as a model's folder.</summary>
internal static class MobileNet
{
    private const string Json = """
        {
          "id": "mobilenet-v1-025", "version": "1", "licence": "Apache-2.0", "file": "model.onnx",
          "preprocessing": { "width": 224, "height": 224, "filter": "bilinear", "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5] },
          "output_name": "embedding", "output_kind": "vector", "channels": 256
        }
        """;

    internal static Model Open(TemporaryFolder folder)
    {
        var network = TestData.Require("onnx", "mobilenet_v1_0.25_224_imagenet.onnx");
        return Model.Open(TinyNetworks.Folder(folder, "mobilenet", Json, File.ReadAllBytes(network)));
    }
}
