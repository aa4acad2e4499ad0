using System.CommandLine;
using System.Globalization;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Spectre.Console;

namespace Concord.Cli.Verbs;

/// <summary><c>model info ID</c>: what a model wants and gives.</summary>
internal sealed class ModelInfoVerb : Verb
{
    private readonly Argument<string> _id = Syntax.ModelId();

    internal ModelInfoVerb()
        : base("info", "Show what a model wants and gives") => Add(_id);

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var model = Models.Find(parsed.GetRequiredValue(_id));
        session.Answer(ModelDocument.From(model), console => Print(console, model));
        session.Next($"concord collection create NAME --model {model.Manifest.Id}");
        return ExitCode.Ok;
    }

    internal static void Print(IAnsiConsole console, Model model)
    {
        var manifest = model.Manifest;
        var input = manifest.Preprocessing;
        Format.Facts(
            console,
            ("model", $"{manifest.Id} {manifest.Version}"),
            ("about", manifest.Description ?? "–"),
            ("licence", manifest.Licence),
            ("where", model.IsBuiltIn ? "built in" : model.Folder),
            ("weights", $"sha256 {model.WeightsSha256}"),
            ("input", $"{input.Width} × {input.Height}, {input.Filter}" + (input.ResizeShorter > 0 ? $", shorter side {input.ResizeShorter} then centre" : "")),
            ("mpp", input.Mpp?.ToString(CultureInfo.InvariantCulture) ?? "not stated"),
            ("output", $"{manifest.OutputName}, a {manifest.OutputKind}"),
            ("pooling", $"{PoolingRules.Format(manifest.Pooling)} (possible: {string.Join(", ", PoolingRules.ModesOf(manifest.OutputKind))})"),
            ("dimension", manifest.Dimension?.ToString(CultureInfo.InvariantCulture) ?? "found when it is run"),
            ("metric", Format.Word(manifest.Metric)));
    }
}
