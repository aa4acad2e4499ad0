using System.Text;
using System.Text.RegularExpressions;

namespace Concord.Plugins;

/// <summary>The start of a plugin: the samples that come with Concord, under a name of one's own.</summary>
/// <param name="Folder">Where it was written.</param>
/// <param name="Id">The plugin's.</param>
/// <param name="Files">Relative to the folder.</param>
/// <param name="Build">The command that builds it; null where nothing is to be built.</param>
/// <param name="AllowFolder">What is allowed once it is built.</param>
public sealed partial record PluginTemplate(string Folder, string Id, IReadOnlyList<string> Files, string? Build, string AllowFolder)
{
    /// <summary>
    /// Writes a plugin that works as it is. Throws <see cref="ConcordArgumentException"/> when the folder's name is no id, <see cref="ConcordAlreadyExistsException"/> when there is anything in it.
    /// </summary>
    public static PluginTemplate Write(string folder, PluginHome home)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.GetFullPath(folder);
        var id = Path.GetFileName(full.TrimEnd(Path.DirectorySeparatorChar));
        if (!IdPattern().IsMatch(id)) throw new ConcordArgumentException($"{folder}: its name becomes the plugin's id, which is a–z, 0–9 and \"-\", beginning with a letter");
        if (Path.Exists(full) && (File.Exists(full) || Directory.EnumerateFileSystemEntries(full).Any())) throw new ConcordAlreadyExistsException($"{folder}: there is something already");
        return home switch
        {
            PluginHome.Native => Write(full, id, "ppm-reader", ["ppm_reader.c", "plugin.json", "build.sh", "concord_plugin/plugin.h"], $"bash {full}/build.sh", Path.Combine(full, "dist")),
            PluginHome.Process => Write(full, id, "colour-embedder", ["colour_embedder.py", "plugin.json"], null, full),
            _ => Write(full, id, "case-reranker", ["CaseRerankerPlugin.cs", "OneCaseFirst.cs", "CaseReranker.csproj", "plugin.json"], $"dotnet build {full} -c Release -o {full}/dist", Path.Combine(full, "dist")),
        };
    }

    private static PluginTemplate Write(string folder, string id, string sample, string[] files, string? build, string allow)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Text($"{sample}/{file}").Replace(sample, id, StringComparison.Ordinal));
        }

        return new PluginTemplate(folder, id, files, build, allow);
    }

    /// <summary>A file of a sample, pointed at the header and the contracts that this release has with it.</summary>
    private static string Text(string name)
    {
        using var stream = typeof(PluginTemplate).Assembly.GetManifestResourceStream(name) ?? throw new ConcordNotFoundException($"the sample {name} is not in this build");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var contracts = Path.Combine(AppContext.BaseDirectory, "Concord.Abstractions.dll");
        return reader.ReadToEnd()
            .Replace("$here/../../../native/include", "$here", StringComparison.Ordinal)
            .Replace("<ProjectReference Include=\"../../../src/Concord.Abstractions/Concord.Abstractions.csproj\" Private=\"false\" />", $"<Reference Include=\"{contracts}\" Private=\"false\" />", StringComparison.Ordinal)
            .Replace("<RootNamespace>", "<TargetFramework>net10.0</TargetFramework>\n    <Nullable>enable</Nullable>\n    <ImplicitUsings>enable</ImplicitUsings>\n    <RootNamespace>", StringComparison.Ordinal);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$")]
    private static partial Regex IdPattern();
}
