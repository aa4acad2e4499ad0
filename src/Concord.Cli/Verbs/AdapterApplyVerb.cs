using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>adapter apply NAME ID</c>: derives a space from stored vectors; no image is read.</summary>
internal sealed class AdapterApplyVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Argument<string> _id = new("ID") { Description = "An adapter of the collection" };

    private readonly Option<string?> _device = Devices.Option();

    internal AdapterApplyVerb()
        : base("apply", "Derive the adapter's space, or add what is new to it")
    {
        Add(_name);
        Add(_id);
        Add(_device);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var name = parsed.GetRequiredValue(_name);
        using var accelerator = Devices.Open(parsed, _device);
        using var collection = Collections.Write(name);
        using var view = ProgressView.Start("tiles");
        var (space, added, device) = collection.ApplyAdapter(
            parsed.GetRequiredValue(_id), ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), accelerator, session.Cancel);
        session.Answer(new { collection = name, space = space.Identity.Id, space_name = space.Name, tiles = added, device = DeviceDocument.From(device) }, console =>
            console.WriteLine($"{Format.Count(added)} tiles adapted into space {space.Name}{DeviceDocument.Line(device)}."));
        session.Next($"concord evaluate {name} --space {collection.Spaces[0].Name} --against {space.Name}{(collection.AdapterOf(space)?.Card.Split is null ? "" : " --split")}");
        return ExitCode.Ok;
    }
}
