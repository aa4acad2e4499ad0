using Concord.Protocol;

namespace Concord.Tests;

/// <summary>The worker's way to its parent, on which the next answer becomes another when it is told to.</summary>
internal sealed class TamperingStream(Stream inner) : Stream
{
    private string? _how;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>garbage: no frame. nonsense: a frame of no MessagePack. cut: half of one, then the end. other-id, few-pixels: an answer that is none.</summary>
    internal void Tamper(string how) => _how = how;

    public override void Write(byte[] buffer, int offset, int count)
    {
        var how = _how;
        _how = null;
        switch (how)
        {
            case null: inner.Write(buffer, offset, count); break;
            case "garbage": inner.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray()); break;
            case "nonsense": inner.Write([0, 0, 0, 2, 0xC1, 0xC1]); break;
            case "cut":
                inner.Write(buffer, offset, count / 2);
                Environment.Exit(0);
                break;
            case "other-id": Answer(1, 10); break;
            case "few-pixels": Answer(IdOf(buffer.AsMemory(offset + 4, count - 4)), 10); break;
            default: throw new NotSupportedException($"\"{how}\" is nothing to do");
        }
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Answer(uint id, int pixels)
    {
        var frame = new FrameWriter(inner, FrameLimits.Default);
        var writer = frame.Begin();
        RpcWriting.Response(ref writer, id, 1);
        writer.Write("bytes");
        writer.Write(new byte[pixels]);
        writer.Flush();
        frame.Send();
    }

    private static uint IdOf(ReadOnlyMemory<byte> body) => RpcMessage.Parse(body, FrameLimits.Default).Id;
}
