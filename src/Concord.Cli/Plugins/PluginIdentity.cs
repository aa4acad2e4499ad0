namespace Concord.Cli.Plugins;

/// <summary>Which plugin it was, to the byte.</summary>
/// <param name="Id">Of the plugin.</param>
/// <param name="Version">Its own.</param>
/// <param name="Sha256">Over all its files.</param>
internal sealed record PluginIdentity(string Id, string Version, string Sha256)
{
    private const string Prefix = "plugin:";

    /// <summary>The name of an embedder's spaces: "plugin:ID@VERSION". No model has such an id.</summary>
    internal string ModelId => $"{Prefix}{Id}@{Version}";

    /// <summary>The plugin that a model's name ("plugin:ID", with or without its version) stands for; null where it is no plugin's.</summary>
    internal static string? Of(string modelId) => modelId.StartsWith(Prefix, StringComparison.Ordinal) ? modelId[Prefix.Length..].Split('@')[0] : null;
}
