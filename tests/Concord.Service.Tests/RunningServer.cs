using System.Net.Sockets;
using System.Text.Json;
using Concord.Client;
using Concord.Protocol;
using Concord.Service;
using Microsoft.Extensions.Logging.Abstractions;

namespace Concord.Tests;

/// <summary>A server on a real socket with a few methods of its own, and clients of it.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class RunningServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    internal RunningServer(ServiceLimits? limits = null)
    {
        Directory.CreateDirectory(_folder.At("run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Endpoint = ServiceEndpoint.Of(_folder.At("run", "s.sock"));
        var listening = new TaskCompletionSource();
        var server = new PipeServer(Endpoint, Methods(), limits ?? ServiceLimits.Default, NullLogger.Instance);
        _running = Task.Run(() => server.Run(listening.SetResult, _stop.Token));
        Task.WhenAny(listening.Task, _running).Unwrap().GetAwaiter().GetResult();
    }

    internal ServiceEndpoint Endpoint { get; }

    /// <summary>Set by the method "wait" once it runs; it then waits for its token.</summary>
    internal SemaphoreSlim Waiting { get; } = new(0);

    internal ConcordClient Client() => ConcordClient.Connect(new ClientOptions { Pipe = Endpoint.Address }).GetAwaiter().GetResult();

    internal Socket Raw()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(Endpoint.Address));
        return socket;
    }

    internal void Stop() => _stop.Cancel();

    internal void WaitForTheEnd() => _running.GetAwaiter().GetResult();

    public void Dispose()
    {
        Stop();
        WaitForTheEnd();
        _folder.Dispose();
    }

    private ServiceMethods Methods()
    {
        ServiceMethod[] methods =
        [
            new("add", call => new ServiceReply(new { sum = call.Parameters.WholeNumber("a") + call.Parameters.WholeNumber("b") })),
            new("wait", Wait),
            new("steps", Steps),
            new("broken", _ => throw new InvalidOperationException("a defect")),
            new("refused", _ => throw new RpcException("not_found", "there is no such thing")),
            new("large", _ => new ServiceReply(null, ("data", new byte[ServiceLimits.Default.Frames.MaxBytes]))),
        ];
        return new ServiceMethods(
            methods.ToDictionary(method => method.Name), new JsonSerializerOptions(), e => new RpcError("internal", e.GetType().Name),
            new Dictionary<string, string> { ["server"] = "test", ["abi"] = "0.0" });
    }

    private ServiceReply Wait(ServiceCall call)
    {
        Waiting.Release();
        call.Cancel.WaitHandle.WaitOne();
        call.Cancel.ThrowIfCancellationRequested();
        return new ServiceReply(null);
    }

    private static ServiceReply Steps(ServiceCall call)
    {
        for (var i = 1; i <= 3; i++) call.Progress("step", i, 3);
        return new ServiceReply(null);
    }
}
