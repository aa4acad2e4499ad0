using System.Collections.Concurrent;
using System.Diagnostics;
using Concord.Protocol;
using MessagePack;

namespace Concord.Client;

/// <summary>
/// A connection to an engine on this machine. Thread-safe: many requests may be under way at once. Failures are <see cref="ConcordServiceException"/>s; a
/// cancelled token cancels the work in the engine too.
/// </summary>
public sealed partial class ConcordClient : IDisposable
{
    private const int Version = 1;
    private static readonly TimeSpan BusyPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(25);

    private readonly Stream _stream;
    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<uint, Pending> _pending = new();
    private volatile Exception? _ended;
    private uint _lastId;

    private ConcordClient(Stream stream)
    {
        _stream = stream;
        (_reader, _writer) = (new FrameReader(stream, FrameLimits.Default), new FrameWriter(stream, FrameLimits.Default));
        new Thread(Read) { IsBackground = true, Name = "concord client" }.Start();
    }

    /// <summary>What the engine said of itself.</summary>
    public RpcParameters Hello { get; private set; } = RpcParameters.None;

    /// <summary>Events of jobs that this connection watches; raised on the reading thread, which they must not hold up.</summary>
    public event Action<RpcParameters>? Job;

    /// <summary>Connects, starting an engine first where options ask for it and none runs. Throws <see cref="ConcordServiceException"/>.</summary>
    public static async Task<ConcordClient> Connect(ClientOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ClientOptions();
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await Greet(await EngineConnection.Open(options, ct).ConfigureAwait(false), options, ct).ConfigureAwait(false);
            }
            catch (ConcordServiceException e) when (e.Code is "closed" or "busy" && Stopwatch.GetElapsedTime(since) < BusyPatience)
            {
                // The engine has as many clients as it takes: they may be leaving.
                await Task.Delay(BusyPause, ct).ConfigureAwait(false);
            }
        }
    }

    private static async Task<ConcordClient> Greet(Stream stream, ClientOptions options, CancellationToken ct)
    {
        var client = new ConcordClient(stream);
        try
        {
            client.Hello = await client.Call("hello", new RequestMap().Add("version", Version).Add("client", options.Client), ct: ct).ConfigureAwait(false);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Asks for anything. The result's bin values are its own.</summary>
    /// <param name="method">As in docs/protocol.md.</param>
    /// <param name="parameters">Its params; null for none.</param>
    /// <param name="progress">Told how far the engine is: stage, done, total. On the reading thread.</param>
    /// <param name="ct">Cancels the work in the engine.</param>
    public async Task<RpcParameters> Call(string method, RequestMap? parameters = null, Action<string, long, long>? progress = null, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        var pending = new Pending(progress);
        var id = Interlocked.Increment(ref _lastId);
        _pending[id] = pending;
        try
        {
            var map = parameters ?? new RequestMap();
            if (progress is not null) map.Add("progress", true);
            Send((ref MessagePackWriter writer) =>
            {
                RpcWriting.Request(ref writer, id, method);
                map.Write(ref writer);
            });
            using var _ = ct.UnsafeRegister(_ => Cancel(id), null);
            return await pending.Task.ConfigureAwait(false);
        }
        catch (ConcordServiceException e) when (e.Code == "cancelled" && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, ct);
        }
        finally
        {
            _pending.TryRemove(id, out Pending? _);
        }
    }

    public void Dispose() => End(new ObjectDisposedException(nameof(ConcordClient)));

    private void Cancel(uint id)
    {
        try
        {
            Send((ref MessagePackWriter writer) =>
            {
                RpcWriting.Notification(ref writer, "cancel", 1);
                writer.Write("id");
                writer.Write(id);
            });
        }
        catch (ConcordServiceException)
        {
            // The connection is gone, and the request with it.
        }
    }

    private delegate void Body(ref MessagePackWriter writer);

    private void Send(Body body)
    {
        lock (_writing)
        {
            if (_ended is { } ended) throw Gone(ended);
            try
            {
                var writer = _writer.Begin();
                body(ref writer);
                writer.Flush();
                _writer.Send();
            }
            catch (ProtocolException e)
            {
                throw new ConcordServiceException("too_large", e.Message);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                throw Gone(e);
            }
        }
    }

    private void Read()
    {
        try
        {
            while (_reader.Read() is { } body) Take(RpcMessage.Parse(body.ToArray(), FrameLimits.Default));
            End(new EndOfStreamException("the engine ended"));
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private void Take(RpcMessage message)
    {
        if (message.Kind == RpcKind.Response) TakeResponse(message);
        else if (message is { Kind: RpcKind.Notification, Method: "progress" }) TakeProgress(Parse(message));
        else if (message is { Kind: RpcKind.Notification, Method: "job" }) Job?.Invoke(Parse(message));
    }

    private void TakeResponse(RpcMessage message)
    {
        if (message.Id == 0) throw new ConcordServiceException(message.Error?.Code ?? "malformed", message.Error?.Message ?? "the engine ended the connection");
        if (!_pending.TryGetValue(message.Id, out var pending)) return;
        if (message.Error is { } error) pending.Fail(new ConcordServiceException(error.Code, error.Message));
        else pending.Complete(Parse(message));
    }

    private void TakeProgress(RpcParameters step)
    {
        if (step.WholeNumber("id") is { } id && _pending.TryGetValue((uint)id, out var pending))
            pending.Progress?.Invoke(step.TextOrNull("stage") ?? "", step.WholeNumber("done") ?? 0, step.WholeNumber("total") ?? 0);
    }

    private static RpcParameters Parse(RpcMessage message) => RpcParameters.Parse(message.Content, FrameLimits.Default.MaxBytes);

    private void End(Exception reason)
    {
        _ended ??= reason;
        _stream.Dispose();
        foreach (var pending in _pending.Values) pending.Fail(reason is ConcordServiceException ? reason : Gone(reason));
    }

    private static ConcordServiceException Gone(Exception reason) => reason as ConcordServiceException ?? new ConcordServiceException("closed", $"the connection to the engine ended: {reason.Message}");

    private sealed class Pending(Action<string, long, long>? progress)
    {
        private readonly TaskCompletionSource<RpcParameters> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<RpcParameters> Task => _source.Task;

        internal Action<string, long, long>? Progress => progress;

        internal void Complete(RpcParameters result) => _source.TrySetResult(result);

        internal void Fail(Exception reason) => _source.TrySetException(reason);
    }
}
