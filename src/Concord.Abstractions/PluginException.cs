namespace Concord;

/// <summary>A plugin cannot do what it was asked. The message is the reason in words, without contents of files or names of patients.</summary>
public sealed class PluginException : Exception
{
    public PluginException(string reason, Exception? inner = null)
        : base(reason, inner)
    {
    }
}
