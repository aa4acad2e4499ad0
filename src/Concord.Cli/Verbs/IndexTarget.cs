using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Plugins;
using Concord.Indexing;

namespace Concord.Cli.Verbs;

/// <summary>The collection that <c>index</c> fills: the one of that name, or a new one. Owns the collection.</summary>
internal sealed class IndexTarget : IDisposable
{
    private const int MostNamed = 5;

    private IndexTarget(Collection collection, bool created) => (Collection, Created, Space) = (collection, created, collection.Space());

    internal Collection Collection { get; }

    internal Space Space { get; }

    /// <summary>Whether there was none of that name.</summary>
    internal bool Created { get; }

    /// <summary>Opens for writing. A new collection gets the space of <paramref name="model"/>, or of the built-in model, and is told before the work begins: its name may be a slip.</summary>
    internal static IndexTarget Open(string name, string? model, LoadedPlugins plugins, CancellationToken cancel)
    {
        var path = CollectionName.Resolve(name);
        return Path.Exists(path) ? new IndexTarget(Collections.Write(name), created: false) : Create(path, model ?? ModelStore.BuiltInId, plugins, cancel);
    }

    /// <summary>What a run would do. Into a collection that is not there, it would put everything.</summary>
    internal static IReadOnlyList<SlideOutcome> Preview(string name, IndexPlan plan, CancellationToken cancel)
    {
        var path = CollectionName.Resolve(name);
        if (!Path.Exists(path))
        {
            Session.Note($"there is no collection \"{CollectionName.Of(path)}\" yet{Others()}; a run creates it");
            return Indexer.Preview(plan);
        }

        using var collection = Collections.Read(name);
        return new Indexer().Preview(collection, collection.Space(), plan, cancel);
    }

    public void Dispose() => Collection.Dispose();

    private static IndexTarget Create(string path, string model, LoadedPlugins plugins, CancellationToken cancel)
    {
        var identity = Models.Space(model, null, null, plugins, cancel);
        var others = Others();
        var target = new IndexTarget(Collection.Create(path, new CollectionOptions { Space = identity, ModelId = identity.ModelId }), created: true);
        Session.Note(
            $"created collection \"{CollectionName.Of(path)}\", for there was none of that name{others}: " +
            $"model {identity.ModelId}, {identity.Dimension} dimensions, {identity.Metric.ToString().ToLowerInvariant()}");
        return target;
    }

    /// <summary>" (yours are a, b)": what else the name may have been meant for.</summary>
    private static string Others()
    {
        var names = CollectionName.Paths().Select(CollectionName.Of).ToList();
        return names.Count == 0 ? "" : $" (yours: {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? ", …" : "")})";
    }
}
