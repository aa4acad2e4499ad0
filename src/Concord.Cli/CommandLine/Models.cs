using Concord.Cli.Plugins;

namespace Concord.Cli.CommandLine;

/// <summary>Finds models by what the user typed: an id of the store, or the path of a model's folder.</summary>
internal static class Models
{
    internal static Model Find(string idOrFolder) =>
        PluginIdentity.Of(idOrFolder) is not null ? throw new ConcordArgumentException($"{idOrFolder} is a plugin; here a model is needed. \"concord model list\" shows yours.")
        : idOrFolder.Contains('/') || idOrFolder.Contains(Path.DirectorySeparatorChar) ? Model.Open(idOrFolder) : ModelStore.Default.Get(idOrFolder);

    /// <summary>The space of a new collection: of a model, or of a plugin ("plugin:ID").</summary>
    internal static SpaceIdentity Space(string name, Pooling? pooling, Metric? metric, LoadedPlugins plugins, CancellationToken cancel = default)
    {
        if (PluginIdentity.Of(name) is not { } plugin) return Find(name).Space(pooling, metric);
        if (pooling is not null) throw new ConcordArgumentException($"{name} gives vectors; there is nothing to pool");
        return PluginModel.Open(plugins, plugin, metric, cancel: cancel).Space;
    }

    /// <summary>
    /// The model that makes vectors for a space. <paramref name="named"/> is the user's own choice (--model), which a model that was opened from
    /// a folder needs; otherwise the one that the space names. A space of a plugin is its plugin's alone.
    /// </summary>
    internal static Embedder Load(Space space, string? named, LoadedPlugins plugins, Accelerator? accelerator = null)
    {
        if (PluginIdentity.Of(space.Identity.ModelId) is { } plugin)
        {
            var embedder = PluginModel.Open(plugins, plugin, space.Identity.Metric);
            RequireComparable(space, embedder.Space);
            return embedder;
        }

        return OfModel(space, named, accelerator);
    }

    /// <summary>The same for the space of a model.</summary>
    internal static Embedder OfModel(Space space, string? named, Accelerator? accelerator = null)
    {
        var model = Find(named ?? space.Identity.ModelId);
        RequireComparable(space, model.Space(space.Identity.Pooling, space.Identity.Metric));
        return Embedder.Load(model, space.Identity.Pooling, new EmbedderOptions(Accelerator: accelerator));
    }

    /// <summary>Throws, saying how they differ, unless what the model makes may be compared with the space.</summary>
    internal static void RequireComparable(Space space, SpaceIdentity made)
    {
        // An adapter is applied behind the model; what the model has to match is the rest.
        if (space.Identity.Adapter is not null) made = made with { Adapter = space.Identity.Adapter, Dimension = space.Dimension };
        made = made with { Series = space.Identity.Series };
        space.RequireComparable(made);
    }
}
