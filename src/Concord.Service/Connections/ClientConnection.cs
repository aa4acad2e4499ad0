using System.Diagnostics;
using Concord.Protocol;
using MessagePack;

namespace Concord.Service;

/// <summary>One client: a thread that reads its messages, and the requests of it under way. Nothing that it sends harms another client.</summary>
internal sealed class ClientConnection : IDisposable
{
    private const int ProtocolVersion = 1;

    private readonly PipeServer _server;
    private readonly Stream _stream;
    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;
    private readonly Lock _writing = new();
    private readonly Dictionary<uint, RunningRequest> _running = [];
    private readonly long _since = Stopwatch.GetTimestamp();
    private volatile bool _greeted;
    private volatile bool _closed;

    internal ClientConnection(PipeServer server, Stream stream)
    {
        (_server, _stream) = (server, stream);
        _reader = new FrameReader(stream, server.Limits.Frames);
        _writer = new FrameWriter(stream, server.Limits.Frames);
    }

    private ServiceLimits Limits => _server.Limits;

    /// <summary>Reads until the client is gone, sends what is no message, or is closed from here.</summary>
    internal void Run()
    {
        try
        {
            while (!_closed && _reader.Read() is { } body) Take(RpcMessage.Parse(body, Limits.Frames));
        }
        catch (ProtocolException e)
        {
            Fail(0, new RpcError(e.Error == ProtocolError.TooLarge ? "too_large" : "malformed", e.Message));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Gone, or closed from here.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Sends a notification; false once the client is gone.</summary>
    internal bool Notify(string method, object document) => Send((ref MessagePackWriter writer) =>
    {
        RpcWriting.Notification(ref writer, method);
        DocumentWriter.Members(ref writer, document, _server.Methods.Json, []);
    });

    /// <summary>Ends the connection and cancels what it asked for. Any thread, any number of times.</summary>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _stream.Dispose();
        CancelAll();
    }

    /// <summary>Ends a connection that holds a place and says nothing: no hello, or half a frame. One that is idle between frames may be so for ever.</summary>
    internal void EndIfLate()
    {
        if ((_greeted ? _reader.UnderWay : Stopwatch.GetElapsedTime(_since)) > Limits.ReceivePatience) Dispose();
    }

    internal void CancelAll()
    {
        RunningRequest[] running;
        lock (_running) running = [.. _running.Values];
        foreach (var request in running) request.Cancel();
    }

    private void Take(RpcMessage message)
    {
        if (message.Kind == RpcKind.Request) TakeRequest(message);
        else if (message is { Kind: RpcKind.Notification, Method: "cancel" }) Cancel(RpcParameters.Parse(message.Content, Limits.ControlBytes));
    }

    private void TakeRequest(RpcMessage message)
    {
        try
        {
            if (message.Method == "hello") Greet(message);
            else if (!_greeted) throw new RpcException("hello_first", "the first message is hello; see docs/protocol.md");
            else Start(message);
        }
        catch (RpcException e)
        {
            Fail(message.Id, new RpcError(e.Code, e.Message));
        }
    }

    private void Greet(RpcMessage message)
    {
        var version = RpcParameters.Parse(message.Content, Limits.ControlBytes).WholeNumber("version") ?? 0;
        if (version < ProtocolVersion) throw new RpcException("version", $"the client knows the protocol up to version {version}; this engine speaks version {ProtocolVersion}: update the client");
        _greeted = true;
        Answer(message.Id, new ServiceReply(_server.Greeting(ProtocolVersion)));
    }

    private void Start(RpcMessage message)
    {
        var method = _server.Find(message.Method);
        if (method.Effort == ServiceEffort.None)
        {
            var call = new ServiceCall(this, message.Id, RpcParameters.Parse(message.Content, Limits.ControlBytes), CancellationToken.None);
            Answer(message.Id, method.Run(call));
            return;
        }

        // What runs elsewhere outlives the reader's buffer.
        var parameters = RpcParameters.Parse(message.Content.ToArray(), Limits.ControlBytes);
        var request = Admit(message.Id, parameters);
        var work = new ServiceCall(this, message.Id, parameters, request.Token);
        if (method.Effort == ServiceEffort.Minutes) new Thread(() => Work(method, work, request)) { IsBackground = true, Name = method.Name }.Start();
        else ThreadPool.UnsafeQueueUserWorkItem(_ => Work(method, work, request), null);
    }

    private RunningRequest Admit(uint id, RpcParameters parameters)
    {
        var deadline = parameters.WholeNumber("deadline_ms");
        lock (_running)
        {
            if (_running.ContainsKey(id)) throw new RpcException("bad_argument", $"request {id} is still running on this connection");
            if (_running.Count >= Limits.Requests) throw new RpcException("busy", $"{_running.Count} requests of this connection are under way; wait for some of them");
            // Before it is counted: a deadline that cannot be is refused here.
            var request = new RunningRequest(id, deadline);
            try
            {
                _server.Admit();
            }
            catch
            {
                request.Dispose();
                throw;
            }

            _running.Add(id, request);
            return request;
        }
    }

    private void Work(ServiceMethod method, ServiceCall call, RunningRequest request)
    {
        try
        {
            request.Token.ThrowIfCancellationRequested();
            Answer(request.Id, method.Run(call));
        }
        catch (OperationCanceledException) when (request.Token.IsCancellationRequested)
        {
            Fail(request.Id, request.WhyCancelled(_server.Stopping));
        }
        catch (RpcException e)
        {
            Fail(request.Id, new RpcError(e.Code, e.Message));
        }
        catch (Exception e)
        {
            Fail(request.Id, _server.Describe(e));
        }
        finally
        {
            lock (_running) _running.Remove(request.Id);
            request.Dispose();
            _server.Done();
        }
    }

    private void Cancel(RpcParameters parameters)
    {
        if (parameters.WholeNumber("id") is not ({ } id and >= 0 and <= uint.MaxValue)) return;
        lock (_running)
        {
            if (_running.TryGetValue((uint)id, out var request)) request.Cancel();
        }
    }

    private void Answer(uint id, ServiceReply reply)
    {
        try
        {
            Send((ref MessagePackWriter writer) =>
            {
                RpcWriting.Response(ref writer, id);
                DocumentWriter.Members(ref writer, reply.Document, _server.Methods.Json, reply.Bins);
            });
        }
        catch (ProtocolException)
        {
            Fail(id, new RpcError("too_large", $"the answer is above {Limits.Frames.MaxBytes} bytes; ask for less"));
        }
    }

    private void Fail(uint id, RpcError error) => Send((ref MessagePackWriter writer) => RpcWriting.Failure(ref writer, id, error));

    private delegate void Body(ref MessagePackWriter writer);

    private bool Send(Body body)
    {
        lock (_writing)
        {
            if (_closed) return false;
            try
            {
                var writer = _writer.Begin();
                body(ref writer);
                writer.Flush();
                _writer.Send();
                return true;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The client is gone, or does not read: its thread notices.
                Dispose();
                return false;
            }
        }
    }
}
