using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;

namespace Concord.Cli.Verbs;

/// <summary><c>model add DIR</c>: checks a model's folder, runs it once, and copies it into the store.</summary>
internal sealed class ModelAddVerb : Verb
{
    private readonly Argument<string> _folder = new("DIR") { Description = "A folder with a model.json and the ONNX file it names" };

    internal ModelAddVerb()
        : base("add", "Check a model's folder and copy it into your store") => Add(_folder);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var model = ModelStore.Default.Add(parsed.GetRequiredValue(_folder));
        session.Answer(ModelDocument.From(model), console => ModelInfoVerb.Print(console, model));
        session.Next($"concord collection create NAME --model {model.Manifest.Id}");
        return ExitCode.Ok;
    }
}
