using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>adapter export NAME ID DIR</c>: the ONNX network, the weights and the card.</summary>
internal sealed class AdapterExportVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Argument<string> _id = new("ID") { Description = "An adapter of the collection" };
    private readonly Argument<string> _folder = new("DIR") { Description = "A folder that holds no adapter yet" };

    internal AdapterExportVerb()
        : base("export", "Write an adapter to a folder: ONNX network, weights and card")
    {
        Add(_name);
        Add(_id);
        Add(_folder);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        using var collection = Collections.Read(parsed.GetRequiredValue(_name));
        var (adapter, folder) = (collection.Adapter(parsed.GetRequiredValue(_id)), Path.GetFullPath(parsed.GetRequiredValue(_folder)));
        AdapterFolder.Write(folder, adapter);
        session.Answer(new { id = adapter.Card.Id, folder }, console => console.WriteLine($"Adapter {adapter.Card.Id} written to {folder}."));
        return ExitCode.Ok;
    }
}
