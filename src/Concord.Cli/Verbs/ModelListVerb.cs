using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;

namespace Concord.Cli.Verbs;

/// <summary><c>model list</c>: the models at hand.</summary>
internal sealed class ModelListVerb() : Verb("list", "List the models at hand")
{
    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var models = ModelStore.Default.List();
        session.Answer(new { folder = ModelStore.Default.Folder, models = models.Select(ModelDocument.From).ToList() }, console =>
        {
            var table = Format.Table("id", "version", "dimension", "pooling", "input", "licence");
            foreach (var model in models)
            {
                var manifest = model.Manifest;
                table.Row(
                    manifest.Id,
                    manifest.Version,
                    manifest.Dimension is { } dimension ? $"{dimension}" : "–",
                    PoolingRules.Format(manifest.Pooling),
                    $"{manifest.Preprocessing.Width} × {manifest.Preprocessing.Height}",
                    manifest.Licence);
            }

            console.Write(table);
        });
        session.Next("concord model add FOLDER  (a model.json and an ONNX file)");
        return ExitCode.Ok;
    }
}
