using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>adapter list NAME</c>.</summary>
internal sealed class AdapterListVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();

    internal AdapterListVerb()
        : base("list", "Show the adapters of a collection") => Add(_name);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        using var collection = Collections.Read(parsed.GetRequiredValue(_name));
        var cards = collection.Adapters.Select(id => collection.Adapter(id).Card).ToList();
        session.Answer(new { adapters = cards.Select(AdapterDocument.From).ToList() }, console =>
        {
            foreach (var card in cards) console.WriteLine($"{card.Id}  {card.Label}  {card.Shape.Input} to {card.Shape.Dimension}  {card.Epochs} epochs");
        });
        return ExitCode.Ok;
    }
}
