using System.Text.Json;

namespace Concord;

/// <summary>
/// Reads model.json. Strict: a field that is missing, unknown or of another type is refused, and the message names file and field;
/// a misspelt "resize_shorter" would otherwise give vectors that are quietly wrong.
/// </summary>
internal static class ManifestReader
{
    internal const string FileName = "model.json";

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    internal static ModelManifest Read(string path)
    {
        if (!File.Exists(path)) throw new ConcordNotFoundException($"{path}: there is no such file; a model is a folder with a {FileName}");
        return Parse(File.ReadAllBytes(path), path);
    }

    internal static ModelManifest Parse(ReadOnlyMemory<byte> json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var root = new JsonFields(document.RootElement, path, "");
            var manifest = ReadFields(root);
            root.RefuseOthers();
            return manifest;
        }
        catch (JsonException e)
        {
            throw new ConcordArgumentException($"{path}: it is not JSON: {e.Message}", e);
        }
    }

    private static ModelManifest ReadFields(JsonFields root)
    {
        var kind = root.OneOf("output_kind", OutputKinds.All);
        return new ModelManifest
        {
            Id = ReadId(root),
            Version = root.Text("version"),
            Licence = root.Text("licence"),
            File = ReadFile(root),
            Preprocessing = PreprocessingReader.Read(root.Object("preprocessing")),
            InputName = root.OptionalText("input_name"),
            OutputName = root.Text("output_name"),
            OutputKind = kind,
            Channels = root.OptionalInteger("channels", 1, 65536),
            PrefixTokens = kind == OutputKinds.Tokens ? root.Integer("prefix_tokens", 0, 1024) : root.OptionalInteger("prefix_tokens", 0, 0) ?? 0,
            Pooling = ReadPooling(root, kind),
            Metric = root.OptionalOneOf("metric", ["cosine", "l2"]) == "l2" ? Metric.L2 : Metric.Cosine,
            Description = root.OptionalText("description"),
        };
    }

    private static string ReadId(JsonFields root)
    {
        var id = root.Text("id");
        return ModelId.IsValid(id) ? id : throw root.Wrong("id", $"\"{id}\" is no id; use letters, digits, '.', '_' and '-'");
    }

    private static string ReadFile(JsonFields root)
    {
        var file = root.Text("file");
        var plain = Path.GetFileName(file) == file && file is not ("." or "..") && !file.Contains('\\', StringComparison.Ordinal);
        return plain ? file : throw root.Wrong("file", $"\"{file}\" must be the name of a file in the same folder");
    }

    private static Pooling ReadPooling(JsonFields root, string kind)
    {
        try
        {
            var text = kind == OutputKinds.Vector ? root.OptionalText("pooling") ?? "none" : root.Text("pooling");
            var pooling = PoolingRules.Normalise(PoolingRules.Parse(text), kind);
            if (pooling.Mode.StartsWith("cls", StringComparison.Ordinal) && root.Integer("prefix_tokens", 0, 1024) == 0)
            {
                throw new ConcordArgumentException($"\"{text}\" needs a first token that is no patch, so prefix_tokens of at least 1");
            }

            return pooling;
        }
        catch (ConcordArgumentException e) when (!e.Message.StartsWith(root.File, StringComparison.Ordinal))
        {
            throw root.Wrong("pooling", e.Message);
        }
    }
}
