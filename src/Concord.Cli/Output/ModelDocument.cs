namespace Concord.Cli.Output;

/// <summary>A model as JSON: what <c>model list</c>, <c>info</c> and <c>add</c> print.</summary>
internal static class ModelDocument
{
    internal static object From(Model model)
    {
        var manifest = model.Manifest;
        return new
        {
            id = manifest.Id,
            version = manifest.Version,
            licence = manifest.Licence,
            description = manifest.Description,
            built_in = model.IsBuiltIn,
            folder = model.IsBuiltIn ? null : model.Folder,
            weights_sha256 = model.WeightsSha256,
            output_kind = manifest.OutputKind,
            dimension = manifest.Dimension,
            pooling = PoolingRules.Format(manifest.Pooling),
            poolings = PoolingRules.ModesOf(manifest.OutputKind),
            metric = manifest.Metric,
            preprocessing = manifest.Preprocessing,
        };
    }
}
