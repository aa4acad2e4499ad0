namespace Concord;

/// <summary>A plugin cannot do what it was asked. The message is the reason in words, without contents of files or names of patients.</summary>
public sealed class PluginException : Exception
{
    public PluginException(string reason, Exception? inner = null)
        : base(reason, inner)
    {
    }

    /// <summary>True when every further question would end so too, until the plugin is loaded again: it is quarantined, refused, changed or gone. Set by the host, never by a plugin.</summary>
    public bool Lasting { get; init; }
}
