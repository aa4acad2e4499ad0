using System.Diagnostics.CodeAnalysis;

namespace Concord;

/// <summary>
/// What a managed plugin is: its assembly has exactly one public class with this interface and a constructor without parameters. The calls come in the order
/// Configure, Start, Stop, each once, from one thread at a time. An exception from Configure or Start refuses the plugin, with its message as the reason.
/// </summary>
public interface IConcordPlugin
{
    /// <summary>Hands over the plugin's one service, of the kind that its plugin.json names.</summary>
    void Configure(IPluginSetup setup);

    /// <summary>Before the first use of the service.</summary>
    void Start()
    {
    }

    /// <summary>After the last use of the service. What was opened or started is closed and ended here: the plugin may be loaded again.</summary>
    [SuppressMessage("Naming", "CA1716", Justification = "Plugins are written in C#; the word is that of every host of plugins.")]
    void Stop()
    {
    }
}
