using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Plugins;

namespace Concord.Cli.Verbs;

/// <summary><c>collection create NAME</c>: an empty collection for the vectors of one model.</summary>
internal sealed class CollectionCreateVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<string?> _model = new("--model")
    {
        Description = $"Model that makes the vectors: an id of \"concord model list\", a model's folder, or plugin:ID for an embedder that is a plugin (default: {ModelStore.BuiltInId}, built in)",
        HelpName = "ID|DIR",
    };

    private readonly Option<string?> _pooling = new("--pooling")
    {
        Description = "How the model's output becomes one vector: average, average@2, max, gem, gem:4, cls, cls+mean (default: the model's own)",
        HelpName = "MODE",
    };

    private readonly Option<string?> _metric = new("--metric") { Description = "How vectors are compared (default: the model's own)", HelpName = "l2|cosine" };
    private readonly Option<bool> _float16 = new("--float16") { Description = "Store elements in two bytes: half the disk and memory, about three digits" };

    internal CollectionCreateVerb()
        : base("create", "Create an empty collection")
    {
        _metric.AcceptOnlyFromAmong("l2", "cosine");
        Add(_name);
        Add(_model);
        Add(_pooling);
        Add(_metric);
        Add(_float16);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var path = CollectionName.Resolve(parsed.GetRequiredValue(_name));
        var pooling = parsed.GetValue(_pooling) is { } text ? PoolingRules.Parse(text) : null;
        Metric? metric = parsed.GetValue(_metric) switch { "l2" => Metric.L2, "cosine" => Metric.Cosine, _ => null };
        using var plugins = LoadedPlugins.OnDemand();
        var space = Models.Space(parsed.GetValue(_model) ?? ModelStore.BuiltInId, pooling, metric, plugins);
        var options = new CollectionOptions { Space = space, Stored = parsed.GetValue(_float16) ? ElementType.Float16 : ElementType.Float32, ModelId = space.ModelId };
        using var collection = Collection.Create(path, options);
        var info = collection.Info();
        session.Answer(CollectionDocument.From(info), console => CollectionInfoVerb.Print(console, info));
        session.Next($"concord index {CollectionName.Of(path)} FOLDER");
        return ExitCode.Ok;
    }
}
