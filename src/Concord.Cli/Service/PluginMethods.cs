using Concord.Cli.Output;
using Concord.Service;

namespace Concord.Cli.Service;

/// <summary>The plugins of a server: how they fare, and loading them again.</summary>
internal sealed class PluginMethods(ServedEngine engine)
{
    internal IEnumerable<ServiceMethod> All =>
    [
        new("plugins.list", _ => List()),
        new("plugins.reload", Reload),
    ];

    private ServiceReply List() => new ServiceReply(new { plugins = engine.Plugins.Loaded.Infos.Select(PluginDocument.From).ToList() });

    private ServiceReply Reload(ServiceCall call)
    {
        engine.Plugins.Loaded.AwaitScan(call.Cancel);
        engine.Plugins.Loaded.Reload(call.Parameters.TextOrNull("plugin"));
        return List();
    }
}
