namespace Concord;

/// <summary>What model.json would say of the built-in model.</summary>
internal static class BuiltInManifest
{
    internal static readonly ModelManifest Value = new()
    {
        Id = ModelStore.BuiltInId,
        Version = "1",
        Licence = "Apache-2.0",
        File = "model.onnx",
        Preprocessing = new Preprocessing(224, 224, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]),
        InputName = StainTextureNetwork.InputName,
        OutputName = StainTextureNetwork.OutputName,
        OutputKind = OutputKinds.Map,
        Channels = StainTextureNetwork.Channels,
        Pooling = new Pooling("average"),
        Metric = Metric.Cosine,
        Description = "H&E stain separation, stain densities, edges and shapes at three scales; no learned weights.",
    };
}
