using System.Text.Json;
using Concord.Protocol;
using MessagePack;

namespace Concord.Service;

/// <summary>Sends a connection's messages from whichever thread, each whole before the next. Once the client is gone it sends nothing.</summary>
/// <param name="stream">To the client; not owned.</param>
/// <param name="limits">Of a message.</param>
/// <param name="json">How documents are written.</param>
/// <param name="answered">Told of a request when its answer is written, before it is sent: its id and its place are free then, so that whoever has the answer may ask again; not before, or one who does not read would hold ever more threads.</param>
/// <param name="gone">Told when the client is gone, or does not read.</param>
internal sealed class MessageSender(Stream stream, FrameLimits limits, JsonSerializerOptions json, Action<RunningRequest> answered, Action gone)
{
    private readonly Lock _lock = new();
    private readonly FrameWriter _frames = new(stream, limits);
    private readonly DocumentWriter _documents = new(json);
    private volatile bool _ended;

    private delegate void Body(ref MessagePackWriter writer);

    /// <summary>False once the client is gone.</summary>
    internal bool Notify(string method, object document) => Send((ref MessagePackWriter writer) =>
    {
        RpcWriting.Notification(ref writer, method);
        _documents.Members(ref writer, document, []);
    });

    /// <param name="id">Of the request.</param>
    /// <param name="reply">What it is answered.</param>
    /// <param name="request">The request, when it was admitted.</param>
    internal void Answer(uint id, ServiceReply reply, RunningRequest? request = null)
    {
        try
        {
            Send((ref MessagePackWriter writer) =>
            {
                RpcWriting.Response(ref writer, id);
                _documents.Members(ref writer, reply.Document, reply.Bins);
            }, request);
        }
        catch (ProtocolException)
        {
            Fail(id, new RpcError("too_large", $"the answer is above {limits.MaxBytes} bytes; ask for less"), request);
        }
    }

    internal void Fail(uint id, RpcError error, RunningRequest? request = null) => Send((ref MessagePackWriter writer) => RpcWriting.Failure(ref writer, id, error), request);

    /// <summary>Nothing is sent from now on.</summary>
    internal void End() => _ended = true;

    /// <summary>Does `work` once the message that is being sent is, but waits no longer than `patience` for a client that does not read.</summary>
    internal void Behind(TimeSpan patience, Action work)
    {
        var entered = _lock.TryEnter(patience);
        try
        {
            work();
        }
        finally
        {
            if (entered) _lock.Exit();
        }
    }

    private bool Send(Body body, RunningRequest? request = null)
    {
        lock (_lock)
        {
            if (_ended) return false;
            try
            {
                var writer = _frames.Begin();
                body(ref writer);
                writer.Flush();
                if (request is not null) answered(request);
                _frames.Send();
                return true;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // Its thread notices.
                gone();
                return false;
            }
        }
    }
}
