using System.Diagnostics;
using Concord.Protocol;

namespace Concord.Service;

/// <summary>One client: its messages, read by one thread at a time, and its requests under way. Nothing that it sends harms another client.</summary>
internal sealed class ClientConnection : IDisposable
{
    private const int ProtocolVersion = 1;

    private readonly PipeServer _server;
    private readonly Stream _stream;
    private readonly FrameReader _reader;
    private readonly MessageSender _sender;
    private readonly Dictionary<uint, RunningRequest> _running = [];
    private readonly long _since = Stopwatch.GetTimestamp();
    private volatile bool _greeted;
    private volatile bool _closed;

    internal ClientConnection(PipeServer server, Stream stream)
    {
        (_server, _stream) = (server, stream);
        _reader = new FrameReader(stream, server.Limits.Frames);
        _sender = new MessageSender(stream, server.Limits.Frames, server.Methods.Json, Forget, Dispose);
    }

    private ServiceLimits Limits => _server.Limits;

    /// <summary>
    /// Reads until a request comes that takes a while, and answers it, while another thread goes on reading; or until the client is gone, sends what is no
    /// message, or is closed from here.
    /// </summary>
    internal void Read()
    {
        try
        {
            while (!_closed && _reader.Read() is { } body)
            {
                if (Take(RpcMessage.Parse(body, Limits.Frames)) is not { } work) continue;
                work();
                return;
            }
        }
        catch (ProtocolException e)
        {
            _sender.Fail(0, new RpcError(e.Error == ProtocolError.TooLarge ? "too_large" : "malformed", e.Message));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Gone, or closed from here.
        }
        catch (Exception e)
        {
            _server.Defect(e);
        }

        End();
    }

    /// <summary>Closed, and no client of the server any more.</summary>
    internal void End()
    {
        Dispose();
        _server.Left(this);
    }

    /// <summary>Sends a notification; false once the client is gone.</summary>
    internal bool Notify(string method, object document) => _sender.Notify(method, document);

    /// <summary>Ends the connection and cancels what it asked for. Any thread, any number of times.</summary>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _sender.End();
        _stream.Dispose();
        CancelAll();
    }

    /// <summary>Ends a connection that holds a place and says nothing: no hello, or half a frame. One that is idle between frames may be so for ever.</summary>
    internal void EndIfLate()
    {
        if ((_greeted ? _reader.UnderWay : Stopwatch.GetElapsedTime(_since)) > Limits.ReceivePatience) Dispose();
    }

    /// <summary>Ends the connection once the answer that is being sent is, but waits no longer than `patience` for a client that does not read.</summary>
    internal void EndBehindAnswer(TimeSpan patience) => _sender.Behind(patience, Dispose);

    internal void CancelAll()
    {
        RunningRequest[] running;
        lock (_running) running = [.. _running.Values];
        foreach (var request in running) request.Cancel();
    }

    /// <summary>What is left to do of it, once another thread reads; null when all is done.</summary>
    private Action? Take(RpcMessage message)
    {
        if (message.Kind == RpcKind.Request) return TakeRequest(message);
        if (message is { Kind: RpcKind.Notification, Method: "cancel" }) Cancel(RpcParameters.Parse(message.Content, Limits.ControlBytes));
        return null;
    }

    private Action? TakeRequest(RpcMessage message)
    {
        try
        {
            if (message.Method == "hello") Greet(message);
            else if (!_greeted) throw new RpcException("hello_first", "the first message is hello; see docs/protocol.md");
            else return Start(message);
        }
        catch (RpcException e)
        {
            _sender.Fail(message.Id, new RpcError(e.Code, e.Message));
        }

        return null;
    }

    private void Greet(RpcMessage message)
    {
        var version = RpcParameters.Parse(message.Content, Limits.ControlBytes).WholeNumber("version") ?? 0;
        if (version < ProtocolVersion) throw new RpcException("version", $"the client knows the protocol up to version {version}; this engine speaks version {ProtocolVersion}: update the client");
        _greeted = true;
        _sender.Answer(message.Id, new ServiceReply(_server.Greeting(ProtocolVersion)));
    }

    private Action? Start(RpcMessage message)
    {
        var method = _server.Find(message.Method);
        if (method.Brief)
        {
            var call = new ServiceCall(this, message.Id, RpcParameters.Parse(message.Content, Limits.ControlBytes), CancellationToken.None);
            _sender.Answer(message.Id, method.Run(call));
            return null;
        }

        // The next message comes into the reader's buffer while this one is at work.
        var parameters = RpcParameters.Parse(message.Content.ToArray(), Limits.ControlBytes);
        var request = Admit(message.Id, parameters);
        GoOnReading(request);
        return () => Work(method, new ServiceCall(this, message.Id, parameters, request.Token), request);
    }

    private void GoOnReading(RunningRequest request)
    {
        try
        {
            _server.Threads.Run(Read);
        }
        catch (OutOfMemoryException)
        {
            Leave(request);
            throw new RpcException("busy", "the system grants the engine no more threads; try again later");
        }
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
            _sender.Answer(request.Id, method.Run(call), request);
        }
        catch (OperationCanceledException) when (request.Token.IsCancellationRequested)
        {
            _sender.Fail(request.Id, request.WhyCancelled(_server.Stopping), request);
        }
        catch (RpcException e)
        {
            _sender.Fail(request.Id, new RpcError(e.Code, e.Message), request);
        }
        catch (Exception e)
        {
            _sender.Fail(request.Id, _server.Describe(e), request);
        }
        finally
        {
            Leave(request);
        }
    }

    private void Leave(RunningRequest request)
    {
        Forget(request);
        request.Dispose();
    }

    /// <summary>Its id and its place are free, for this connection and in all; once, however often it is called.</summary>
    private void Forget(RunningRequest request)
    {
        lock (_running)
        {
            if (!_running.TryGetValue(request.Id, out var running) || running != request) return;
            _running.Remove(request.Id);
        }

        _server.Done();
    }

    private void Cancel(RpcParameters parameters)
    {
        if (parameters.WholeNumber("id") is not ({ } id and >= 0 and <= uint.MaxValue)) return;
        lock (_running)
        {
            if (_running.TryGetValue((uint)id, out var request)) request.Cancel();
        }
    }
}
