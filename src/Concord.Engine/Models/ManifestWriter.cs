using System.Text.Json;

namespace Concord;

/// <summary>Writes model.json as <see cref="ManifestReader"/> reads it.</summary>
internal static class ManifestWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    internal static byte[] Write(ModelManifest manifest)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            WriteWhatItIs(json, manifest);
            WritePreprocessing(json, manifest.Preprocessing);
            WriteOutput(json, manifest);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteWhatItIs(Utf8JsonWriter json, ModelManifest manifest)
    {
        json.WriteString("id", manifest.Id);
        json.WriteString("version", manifest.Version);
        json.WriteString("licence", manifest.Licence);
        if (manifest.Description is { } description) json.WriteString("description", description);
        json.WriteString("file", manifest.File);
        if (manifest.InputName is { } input) json.WriteString("input_name", input);
    }

    private static void WritePreprocessing(Utf8JsonWriter json, Preprocessing preprocessing)
    {
        json.WriteStartObject("preprocessing");
        json.WriteNumber("width", preprocessing.Width);
        json.WriteNumber("height", preprocessing.Height);
        json.WriteNumber("resize_shorter", preprocessing.ResizeShorter);
        json.WriteString("filter", preprocessing.Filter);
        if (preprocessing.Mpp is { } mpp) json.WriteNumber("mpp", mpp);
        WriteThree("mean", preprocessing.Mean);
        WriteThree("std", preprocessing.Std);
        json.WriteEndObject();

        void WriteThree(string name, IReadOnlyList<float> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values) json.WriteNumberValue(value);
            json.WriteEndArray();
        }
    }

    private static void WriteOutput(Utf8JsonWriter json, ModelManifest manifest)
    {
        json.WriteString("output_name", manifest.OutputName);
        json.WriteString("output_kind", manifest.OutputKind);
        if (manifest.Channels is { } channels) json.WriteNumber("channels", channels);
        if (manifest.OutputKind == OutputKinds.Tokens) json.WriteNumber("prefix_tokens", manifest.PrefixTokens);
        json.WriteString("pooling", PoolingRules.Format(manifest.Pooling));
        json.WriteString("metric", manifest.Metric == Metric.L2 ? "l2" : "cosine");
    }
}
