using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>adapter train NAME --label L</c>: learns from labels what is alike.</summary>
internal sealed class AdapterTrainVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<string> _label = new("--label") { Description = "The label to learn", Required = true };
    private readonly Option<string?> _id = new("--name") { Description = "Name of the adapter (default: the label)", HelpName = "ID" };
    private readonly Option<string?> _space = new("--space") { Description = "The space to adapt (default: the collection's first)", HelpName = "NAME" };
    private readonly Option<int?> _epochs = Syntax.AtLeastOne("--epochs", "N", "Epochs; with folds the most that may be chosen (default: 15)");
    private readonly Option<AdapterArchitecture> _architecture = Syntax.Choice("--architecture", "The network", AdapterArchitecture.Seed, Enum.GetValues<AdapterArchitecture>());
    private readonly Option<int?> _dimension = Syntax.AtLeastOne("--dimension", "N", "Elements of an adapted vector (default: 254)");
    private readonly Option<string?> _weights = new("--class-weights") { Description = "Whether rare classes count as much as frequent ones (default: balanced)", HelpName = "balanced|none" };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Of initial weights, order of rows and folds", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _folds = new("--folds") { Description = "Folds of the cross-validation by patient that chooses the epochs; 0: train all", DefaultValueFactory = _ => 5 };
    private readonly Option<bool> _split = new("--split") { Description = "Train on tiles of split \"train\" only" };

    internal AdapterTrainVerb()
        : base("train", "Train an adapter on labelled tiles and keep it with the collection")
    {
        _weights.AcceptOnlyFromAmong("balanced", "none");
        Add(_name);
        foreach (var option in new Option[] { _label, _id, _space, _epochs, _architecture, _dimension, _weights, _seed, _folds, _split }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        var label = parsed.GetRequiredValue(_label);
        using var collection = Collections.Write(name);
        var options = new AdapterOptions
        {
            Architecture = parsed.GetValue(_architecture),
            Dimension = parsed.GetValue(_dimension) ?? 254,
            Epochs = parsed.GetValue(_epochs) ?? 15,
            BalancedClasses = parsed.GetValue(_weights) != "none",
            Seed = parsed.GetValue(_seed),
            Folds = parsed.GetValue(_folds),
        };
        using var view = ProgressView.Start("epochs");
        var progress = ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total));
        var id = parsed.GetValue(_id) ?? label;
        var card = collection.TrainAdapter(id, collection.Space(parsed.GetValue(_space)), label, parsed.GetValue(_split) ? "train" : null, options, progress, session.Cancel).Card;
        session.Answer(AdapterDocument.From(card), console => console.WriteLine(
            $"Adapter {card.Id}: {Format.Count(card.Shape.WeightCount)} weights, {card.Epochs} epochs on {Format.Count(card.Classes.Sum(c => c.Rows))} tiles of {card.Classes.Count} classes."));
        if (card.Split is null) Session.Note("it was trained on every labelled tile, so no evaluation over these says how it does on others; --split keeps those of split \"test\" back.");
        session.Next($"concord adapter apply {name} {id}");
        return ExitCode.Ok;
    }
}
