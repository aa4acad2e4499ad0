using Concord.Cli.Output;
using Concord.Protocol;
using Concord.Service;

namespace Concord.Cli.Service;

/// <summary>All that a server answers.</summary>
internal static class ServedMethods
{
    internal static ServiceMethods Of(ServedEngine engine, LogLevels levels)
    {
        ServiceMethod[] all =
        [
            .. new SearchMethods(engine).All, .. new PixelMethods(engine).All, .. new CollectionMethods(engine).All, .. new IndexMethods(engine).All, .. new PluginMethods(engine).All,
            new("log_level", call => new ServiceReply(new { level = levels.Set(call.Parameters) }), Brief: true),
        ];
        var hello = new Dictionary<string, string> { ["server"] = $"concord {EngineInfo.Version}", ["abi"] = EngineInfo.AbiVersion };
        return new ServiceMethods(all.ToDictionary(method => method.Name), Json.Options, Describe, hello);
    }

    private static RpcError Describe(Exception exception)
    {
        var failure = FailureTable.Describe(exception);
        return new RpcError(failure.Code, failure.Hint is { } hint && failure.Code != "internal" ? $"{failure.Message} {hint}" : failure.Message);
    }
}
