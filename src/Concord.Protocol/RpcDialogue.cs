using MessagePack;

namespace Concord.Protocol;

/// <summary>Writes the entries of a message's map, each a key and a value.</summary>
public delegate void RpcEntries(ref MessagePackWriter writer);

/// <summary>Questions to another process over a pair of streams, each answered before the next is asked. Owns no stream; one thread at a time.</summary>
public sealed class RpcDialogue(Stream requests, Stream answers)
{
    private readonly FrameWriter _requests = new(requests, FrameLimits.Default);
    private readonly FrameReader _answers = new(answers, FrameLimits.Default);
    private uint _id;

    /// <summary>Sends a question. Throws <see cref="ProtocolException"/>, and sends nothing, when it is too large, and what the stream throws.</summary>
    public void Ask(string method, int entries, RpcEntries write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var writer = _requests.Begin();
        RpcWriting.Request(ref writer, ++_id, method, entries);
        write(ref writer);
        writer.Flush();
        _requests.Send();
    }

    /// <summary>The response to the question last asked, valid until the next. Throws <see cref="ProtocolException"/> for what is none, <see cref="EndOfStreamException"/> at the end, and what the stream throws.</summary>
    public RpcMessage Answer()
    {
        var answer = RpcMessage.Parse(_answers.Read() ?? throw new EndOfStreamException(), FrameLimits.Default);
        return answer.Kind == RpcKind.Response && answer.Id == _id ? answer : throw new ProtocolException(ProtocolError.WrongType, "it answers what was not asked");
    }
}
