using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Plugins;
using Concord.Cli.Verbs;
using Concord.Protocol;
using Concord.Service;
using Concord.Study;

namespace Concord.Cli.Service;

/// <summary>Collections and models: what they are, and their upkeep.</summary>
internal sealed class CollectionMethods(ServedEngine engine)
{
    private const int MostDraws = 10_000, MostDepth = 1000;

    internal IEnumerable<ServiceMethod> All =>
    [
        new("models.list", _ => new ServiceReply(new { models = ModelStore.Default.List().Select(ModelDocument.From).ToList() })),
        new("collections.list", _ => new ServiceReply(new { collections = engine.Collections.All().Select(entry => Listed(entry.Name)).ToList() })),
        new("collections.info", call => new ServiceReply(CollectionDocument.From(Opened(call).Info()))),
        new("collections.create", Create),
        new("collections.verify", Verify),
        new("collections.compact", Compact),
        new("link", Link),
        new("evaluate", Evaluate),
    ];

    private Collection Opened(ServiceCall call) => engine.Collections.Open(call.Parameters.Text("collection"));

    private object Listed(string name)
    {
        try
        {
            return CollectionDocument.From(engine.Collections.Open(name).Info());
        }
        catch (ConcordException e)
        {
            return new { name, problem = e.Message };
        }
    }

    private ServiceReply Create(ServiceCall call)
    {
        var parameters = call.Parameters;
        var name = parameters.Text("collection");
        if (name.Contains('/') || name.Contains('\\')) throw new RpcException("bad_argument", "a collection that is made through the pipe has a name, no path");
        var pooling = parameters.TextOrNull("pooling") is { } text ? PoolingRules.Parse(text) : null;
        Metric? metric = parameters.Has("metric") ? QueryParameters.Word(parameters, "metric", Metric.Cosine) : null;
        var space = NewSpace(parameters.TextOrNull("model") ?? ModelStore.BuiltInId, pooling, metric, call.Cancel);
        var path = CollectionName.Resolve(name);
        using var collection = Collection.Create(path, new CollectionOptions
        {
            Space = space,
            Stored = parameters.Flag("float16") ? ElementType.Float16 : ElementType.Float32,
            ModelId = space.ModelId,
        });
        return new ServiceReply(CollectionDocument.From(collection.Info()));
    }

    /// <summary>By id alone: a folder would be a path outside the roots.</summary>
    private SpaceIdentity NewSpace(string model, Pooling? pooling, Metric? metric, CancellationToken cancel) =>
        PluginIdentity.Of(model) is null ? ModelStore.Default.Get(model).Space(pooling, metric) : Models.Space(model, pooling, metric, engine.Plugins.Loaded, cancel);

    private ServiceReply Verify(ServiceCall call)
    {
        var report = Opened(call).Verify(Progress(call), call.Cancel);
        return new ServiceReply(CollectionDocument.From(call.Parameters.Text("collection"), report));
    }

    private ServiceReply Compact(ServiceCall call)
    {
        using var collection = engine.Collections.Write(call.Parameters.Text("collection"));
        var report = collection.Compact(Progress(call), call.Cancel);
        return new ServiceReply(CollectionDocument.From(call.Parameters.Text("collection"), report));
    }

    private ServiceReply Link(ServiceCall call)
    {
        var series = call.Parameters.Maps("series")
            .Select(item => new SeriesRecord(item.Text("case"), item.Text("modality"), item.Text("contrast"), engine.Files.Find(item.Text("file")))).ToList();
        using var collection = engine.Collections.Write(call.Parameters.Text("collection"));
        collection.LinkSeries(series);
        return new ServiceReply(new { linked = series.Count });
    }

    private ServiceReply Evaluate(ServiceCall call)
    {
        var parameters = call.Parameters;
        var collection = Opened(call);
        var ks = parameters.WholeNumbers("ks") is { Count: > 0 } given ? given.Select(k => k is >= 1 and <= MostDepth ? (int)k : throw new RpcException("bad_argument", $"ks has {k}; depths are 1 to {MostDepth}")) : [1, 3, 5];
        var options = new EvaluationOptions
        {
            LabelName = parameters.TextOrNull("label") ?? "label",
            Ks = [.. ks.Distinct().Order()],
            Exclude = QueryParameters.Excluded(parameters),
            Where = parameters.TextOrNull("where"),
            Draws = parameters.Count("draws", EvaluationOutputs.StandardDraws, 0, MostDraws),
        };
        return new ServiceReply(Evaluator.Run(collection, collection.Space(parameters.TextOrNull("space")), options, Progress(call), call.Cancel).ToJson());
    }

    private static IProgress<Progress> Progress(ServiceCall call) => ProgressView.From<Progress>(step => call.Progress(step.Stage, step.Done, step.Total));
}
