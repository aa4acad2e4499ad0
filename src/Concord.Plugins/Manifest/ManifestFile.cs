using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Concord.Plugins;

/// <summary>Reads and writes plugin.json. Strict: what is missing, unknown, twice there or of another type is refused by name.</summary>
internal static partial class ManifestFile
{
    internal const string Name = "plugin.json";

    private const int MostBytes = 1024 * 1024;
    private const int LongestText = 1000;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Throws <see cref="ConcordNotFoundException"/> and <see cref="ConcordArgumentException"/>, which name file and field.</summary>
    /// <param name="folder">Of the plugin.</param>
    /// <param name="shown">The folder that the user knows; null: the same.</param>
    /// <param name="complete">False: files need not be named yet.</param>
    internal static PluginManifest Read(string folder, string? shown = null, bool complete = true)
    {
        var path = Path.Combine(shown ?? folder, Name);
        var file = new FileInfo(Path.Combine(folder, Name));
        if (!file.Exists) throw new ConcordNotFoundException($"{path}: there is no such file; a plugin is a folder with a {Name}");
        if (file.Length is 0 or > MostBytes) throw new ConcordArgumentException($"{path}: it has {file.Length} bytes; 1 to {MostBytes} are read");
        return Parse(File.ReadAllBytes(file.FullName), path, complete);
    }

    internal static PluginManifest Parse(ReadOnlySpan<byte> json, string path, bool complete = true)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<PluginManifest>(json, Options) ?? throw new ConcordArgumentException($"{path}: it is null");
            Check(manifest, path, complete);
            return manifest;
        }
        catch (JsonException e)
        {
            throw new ConcordArgumentException($"{path}: {TypeName().Replace(e.Message.Replace("could not be mapped to any .NET member contained in", "is not known", StringComparison.Ordinal), "")}", e);
        }
    }

    internal static void Write(string folder, PluginManifest manifest) =>
        File.WriteAllText(Path.Combine(folder, Name), JsonSerializer.Serialize(manifest, Options) + "\n");

    private static void Check(PluginManifest manifest, string path, bool complete)
    {
        Require(manifest.Format == 1, "format", $"{manifest.Format} is not 1, which is all that this host reads");
        Require(IdPattern().IsMatch(manifest.Id), "id", "it is a–z, 0–9 and \"-\", beginning with a letter, at most 64");
        Require(Text(manifest.Version), "version", "it is empty, or too long");
        Require(manifest.Description is null || Text(manifest.Description), "description", "it is empty, or too long");
        Require(manifest.Licence is null || Text(manifest.Licence), "licence", "it is empty, or too long");
        Require(!complete || manifest.Files.ContainsKey(manifest.Entry), "entry", $"\"{manifest.Entry}\" is not among files");
        Require(PluginAbi.Parse(manifest.Abi.Min) is not null, "abi.min", $"\"{manifest.Abi.Min}\" is no version as \"1.0\"");
        Require(PluginAbi.Parse(manifest.Abi.Below) is not null, "abi.below", $"\"{manifest.Abi.Below}\" is no version as \"2.0\"");
        Require(manifest.Home == PluginHome.Process || manifest.Interpreter is null, "interpreter", "only a process has one");
        Require(manifest.Interpreter is not "", "interpreter", "it is empty");
        Require(manifest.Home != PluginHome.Process || manifest.Isolation is null or PluginIsolation.Process, "isolation", "a process cannot run in the host");
        Require(manifest.Home != PluginHome.Native || manifest.Kind == PluginKind.SlideReader, "kind", "native plugins are slide readers so far");
        Require(manifest.Kind != PluginKind.SlideReader || manifest.Permissions.Contains(PluginCapability.ReadSlides), "permissions", "a slide reader needs \"read-slides\"");
        Require(manifest.Extensions is null || manifest.Kind == PluginKind.SlideReader, "extensions", "only slide readers have them");
        foreach (var extension in manifest.Extensions ?? []) Require(ExtensionPattern().IsMatch(extension), "extensions", $"\"{extension}\" is no extension as \".ppm\": a dot and 1 to 15 of a–z and 0–9");
        foreach (var (name, hash) in manifest.Files)
        {
            Require(PluginFiles.IsPlainName(name), "files", $"\"{name}\" is no relative path of plain names");
            Require(HashPattern().IsMatch(hash), "files", $"the SHA-256 of \"{name}\" is not 64 small hex digits");
        }

        void Require(bool holds, string field, string what)
        {
            if (!holds) throw new ConcordArgumentException($"{path}: field \"{field}\": {what}");
        }
    }

    private static bool Text(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl);

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^\\.[a-z0-9]{1,15}$")]
    private static partial Regex ExtensionPattern();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex HashPattern();

    // What the reader of JSON calls a thing is of no use to who wrote the file.
    [GeneratedRegex("( for| on| to| encountered during deserialization of)?( type)? '?Concord\\.Plugins\\.\\w+(\\.\\w+)*'?")]
    private static partial Regex TypeName();
}
