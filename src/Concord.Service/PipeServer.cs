using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Concord.Protocol;
using Microsoft.Extensions.Logging;

namespace Concord.Service;

/// <summary>
/// Serves clients of this user on this machine (docs/protocol.md), on threads of its own. <see cref="Run"/> ends when
/// it is stopped: then nothing new is taken, what is under way has its grace, and connections are closed. One run an object.
/// </summary>
public sealed class PipeServer
{
    /// <summary>Of the counters below, for OpenTelemetry and dotnet-counters.</summary>
    public const string MeterName = "Concord.Service";

    /// <summary>When the server stops, behind the grace: for what was cancelled to end, and for answers to be read.</summary>
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(1), AnswerPatience = TimeSpan.FromSeconds(0.5);

    private static readonly Meter Source = new(MeterName);
    private static readonly Counter<long> Requests = Source.CreateCounter<long>("concord.service.requests", "{request}", "Requests admitted");
    private static readonly Counter<long> Failures = Source.CreateCounter<long>("concord.service.failures", "{request}", "Requests that ended with an error of the engine's own");
    private static readonly UpDownCounter<int> Clients = Source.CreateUpDownCounter<int>("concord.service.connections", "{connection}", "Clients connected");

    private readonly ServiceEndpoint _endpoint;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<ClientConnection, bool> _connections = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _running;

    public PipeServer(ServiceEndpoint endpoint, ServiceMethods methods, ServiceLimits limits, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(methods);
        (_endpoint, Limits, _log) = (endpoint, limits, log);
        var own = new ServiceMethod("health", _ => new ServiceReply(Health()), Brief: true);
        var echo = new ServiceMethod("echo", call => new ServiceReply(null, ("data", call.Parameters.Bytes("data"))), Brief: true);
        Methods = methods with { Methods = new Dictionary<string, ServiceMethod>(methods.Methods) { [own.Name] = own, [echo.Name] = echo } };
    }

    internal ServiceMethods Methods { get; }

    internal ServiceLimits Limits { get; }

    internal ServiceThreads Threads { get; } = new();

    internal bool Stopping { get; private set; }

    /// <summary>Listens until `stop` is cancelled. Throws <see cref="EndpointInUseException"/> where another server listens. `listening` is called once clients can connect.</summary>
    public async Task Run(Action? listening, CancellationToken stop)
    {
        using var listener = Listen();
        using var sweep = new Timer(_ => Sweep(), null, Limits.ReceivePatience / 4, Limits.ReceivePatience / 4);
        listening?.Invoke();
        while (await listener.Accept(stop).ConfigureAwait(false) is { } stream) Take(stream);
        await Stop().ConfigureAwait(false);
    }

    internal ServiceMethod Find(string method) => Methods.Methods.TryGetValue(method, out var found) ? found
        : throw new RpcException("unknown_method", $"there is no method \"{method}\"; hello lists those there are");

    /// <summary>Counts a request in, or refuses it: early, so that a client can go elsewhere.</summary>
    internal void Admit()
    {
        if (Stopping) throw new RpcException("stopping", "the engine stops; connect again later");
        if (Interlocked.Increment(ref _running) > Limits.RequestsInAll)
        {
            Interlocked.Decrement(ref _running);
            throw new RpcException("busy", $"{Limits.RequestsInAll} requests are under way; try again later");
        }

        Requests.Add(1);
    }

    internal void Done() => Interlocked.Decrement(ref _running);

    /// <summary>A connection came to its end.</summary>
    internal void Left(ClientConnection connection)
    {
        if (_connections.TryRemove(connection, out _)) Clients.Add(-1);
    }

    /// <summary>What an exception that is no client's fault says, to the log alone.</summary>
    internal void Defect(Exception exception) => _log.ConnectionDefect(exception);

    internal RpcError Describe(Exception exception)
    {
        var error = Methods.Describe(exception);
        if (error.Code != "internal") return error;
        Failures.Add(1);
        _log.RequestDefect(exception);
        return error;
    }

    internal object Greeting(int version) => new
    {
        version,
        server = Methods.Hello["server"],
        abi = Methods.Hello["abi"],
        pid = Environment.ProcessId,
        capabilities = Methods.Methods.Keys.Order(StringComparer.Ordinal).ToList(),
        limits = new { frame_bytes = Limits.Frames.MaxBytes, control_bytes = Limits.ControlBytes, requests = Limits.Requests, connections = Limits.Connections },
    };

    private object Health() => new
    {
        status = Stopping ? "stopping" : "ok",
        uptime_seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds,
        connections = _connections.Count,
        running = _running,
        resident_bytes = Environment.WorkingSet,
    };

    private IServiceListener Listen() => OperatingSystem.IsWindows() ? new PipeListener(_endpoint) : new UnixListener(_endpoint, Limits.SendPatience, _log);

    private void Take(Stream stream)
    {
        if (_connections.Count >= Limits.Connections)
        {
            // It has not been read from, so an error cannot be told from an answer by id; the closed connection is the message.
            _log.TooMany(_connections.Count);
            stream.Dispose();
            return;
        }

        var connection = new ClientConnection(this, stream);
        _connections[connection] = true;
        Clients.Add(1);
        try
        {
            Threads.Run(connection.Read);
        }
        catch (OutOfMemoryException)
        {
            _log.TooMany(_connections.Count);
            connection.End();
        }
    }

    private async Task Stop()
    {
        Stopping = true;
        await Until(() => _running == 0, Limits.Grace).ConfigureAwait(false);
        foreach (var connection in _connections.Keys) connection.CancelAll();
        await Until(() => _running == 0, CancelPatience).ConfigureAwait(false);
        var since = Stopwatch.GetTimestamp();
        foreach (var connection in _connections.Keys)
        {
            var left = AnswerPatience - Stopwatch.GetElapsedTime(since);
            connection.EndBehindAnswer(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        Threads.Dispose();
    }

    private void Sweep()
    {
        foreach (var connection in _connections.Keys) connection.EndIfLate();
    }

    private static async Task Until(Func<bool> condition, TimeSpan patience)
    {
        for (var since = Stopwatch.GetTimestamp(); !condition() && Stopwatch.GetElapsedTime(since) < patience;) await Task.Delay(10).ConfigureAwait(false);
    }
}
