namespace Concord.Cli.CommandLine;

/// <summary>Finds models by what the user typed: an id of the store, or the path of a model's folder.</summary>
internal static class Models
{
    internal static Model Find(string idOrFolder) =>
        idOrFolder.Contains('/') || idOrFolder.Contains(Path.DirectorySeparatorChar) ? Model.Open(idOrFolder) : ModelStore.Default.Get(idOrFolder);

    /// <summary>
    /// The model that makes vectors for a space. <paramref name="named"/> is the user's own choice (--model), which a model that was opened from
    /// a folder needs; otherwise the one that the space names.
    /// </summary>
    internal static Embedder Load(Space space, string? named)
    {
        var model = Find(named ?? space.Identity.ModelId);
        space.RequireComparable(model.Space(space.Identity.Pooling, space.Identity.Metric));
        return Embedder.Load(model, space.Identity.Pooling);
    }
}
