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
    internal static Embedder Load(Space space, string? named, Accelerator? accelerator = null)
    {
        var model = Find(named ?? space.Identity.ModelId);

        // An adapter is applied behind the model; what the model has to match is the rest.
        var made = model.Space(space.Identity.Pooling, space.Identity.Metric);
        if (space.Identity.Adapter is not null) made = made with { Adapter = space.Identity.Adapter, Dimension = space.Dimension };
        made = made with { Series = space.Identity.Series };
        space.RequireComparable(made);
        return Embedder.Load(model, space.Identity.Pooling, new EmbedderOptions(Accelerator: accelerator));
    }
}
