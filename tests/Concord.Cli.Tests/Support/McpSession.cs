using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Concord.Cli.Tests.Support;

/// <summary>A conversation with <c>concord mcp</c>: JSON-RPC, a line a message.</summary>
internal sealed class McpSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _server;
    private readonly Task<string> _log;
    private int _id;

    internal McpSession(ConcordProcess concord, params string[] arguments)
    {
        _server = concord.StartTalking(["mcp", .. arguments]);
        _log = _server.StandardError.ReadToEndAsync();
        Initialized = Ask("initialize", new JsonObject
        {
            ["protocolVersion"] = "2025-06-18",
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
        })["result"]!;
        SendLine("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    internal JsonNode Initialized { get; }

    internal void SendLine(string line)
    {
        _server.StandardInput.WriteLine(line);
        _server.StandardInput.Flush();
    }

    /// <summary>The response to a request; whatever else comes before it fails the test, since stdout is the protocol's alone.</summary>
    internal JsonNode Ask(string method, JsonObject? parameters = null)
    {
        var id = ++_id;
        SendLine(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] }.ToJsonString());
        var response = Next();
        Assert.That((int?)response["id"], Is.EqualTo(id), response.ToJsonString());
        return response;
    }

    internal JsonNode Next()
    {
        var line = _server.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult();
        Assert.That(line, Is.Not.Null, "the server ended");
        return JsonNode.Parse(line!)!;
    }

    /// <summary>Calls a tool that must succeed; what it answers.</summary>
    internal JsonNode Call(string tool, JsonObject arguments)
    {
        var result = Result(tool, arguments);
        Assert.That((bool?)result["isError"], Is.Not.True, result.ToJsonString());
        return JsonNode.Parse((string)result["content"]![0]!["text"]!)!;
    }

    /// <summary>Calls a tool that must fail; its error.</summary>
    internal JsonNode Refused(string tool, JsonObject arguments)
    {
        var result = Result(tool, arguments);
        Assert.That((bool?)result["isError"], Is.True, result.ToJsonString());
        return JsonNode.Parse((string)result["content"]![0]!["text"]!)!["error"]!;
    }

    /// <summary>Closes stdin; the exit code and what was logged.</summary>
    internal (int Exit, string Log) End()
    {
        _server.StandardInput.Close();
        Assert.That(_server.WaitForExit(Patience), Is.True, "the server goes on without a client");
        return (_server.ExitCode, _log.Result);
    }

    public void Dispose()
    {
        if (!_server.HasExited) _server.Kill(entireProcessTree: true);
        _server.Dispose();
    }

    private JsonNode Result(string tool, JsonObject arguments) => Ask("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments })["result"]!;
}
