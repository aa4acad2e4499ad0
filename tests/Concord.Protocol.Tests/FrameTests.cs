using Concord.Protocol;
using FsCheck;
using MessagePack;

namespace Concord.Tests;

#pragma warning disable NUnit1027 // FsCheck makes the arguments.
public sealed class FrameTests
{
    private static readonly FrameLimits Limits = new(MaxBytes: 1000);

    [Test]
    public void Send_ARequest_IsTheseBytes()
    {
        var bytes = Sent((ref MessagePackWriter writer) =>
        {
            RpcWriting.Request(ref writer, 7, "open", 1);
            writer.Write("path");
            writer.Write("a");
        });
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("00000010" + "940007A46F70656E81A470617468A161"));
    }

    [FsCheck.NUnit.Property]
    public void Read_WhatWasSent_GivesTheSameBodies(NonEmptyArray<byte>[] bodies)
    {
        using var pipe = new MemoryStream();
        foreach (var body in bodies) Send(pipe, body.Get);
        foreach (var stream in new Stream[] { new MemoryStream(pipe.ToArray()), new SlowStream(pipe.ToArray()) })
        {
            var reader = new FrameReader(stream, FrameLimits.Default);
            foreach (var body in bodies) Assert.That(reader.Read()!.Value.ToArray(), Is.EqualTo(body.Get));
            Assert.That(reader.Read(), Is.Null);
        }
    }

    [Test]
    public void Read_CutAtEveryOffset_SaysTruncated()
    {
        using var pipe = new MemoryStream();
        Send(pipe, new byte[40]);
        var whole = pipe.ToArray();
        for (var length = 1; length < whole.Length; length++)
        {
            var reader = new FrameReader(new MemoryStream(whole[..length]), Limits);
            Assert.That(() => reader.Read(), ThrowsProtocol(ProtocolError.Truncated), $"{length} bytes");
        }
    }

    [TestCase("000003E9", ProtocolError.TooLarge)]
    [TestCase("FFFFFFFF", ProtocolError.TooLarge)]
    [TestCase("00000000", ProtocolError.Malformed)]
    [TestCase("000003E8", ProtocolError.Truncated)]
    public void Read_ClaimsAlone_AreRefused(string header, ProtocolError expected)
    {
        var reader = new FrameReader(new MemoryStream(Convert.FromHexString(header)), Limits);
        Assert.That(() => reader.Read(), ThrowsProtocol(expected));
    }

    [Test]
    public void Read_LengthOf16MiBAndTenBytes_AllocatesLittle()
    {
        var bytes = Convert.FromHexString("01000000" + new string('0', 20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => new FrameReader(new MemoryStream(bytes), FrameLimits.Default).Read(), ThrowsProtocol(ProtocolError.Truncated));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(200_000));
    }

    [Test]
    public void Read_BodyOfTheLimit_IsReadWhole()
    {
        using var pipe = new MemoryStream();
        var body = new byte[FrameLimits.Default.MaxBytes];
        new Random(3).NextBytes(body);
        Send(pipe, body);
        pipe.Position = 0;
        Assert.That(new FrameReader(pipe, FrameLimits.Default).Read()!.Value.Span.SequenceEqual(body), Is.True);
    }

    [Test]
    public void Send_AboveTheLimit_SendsNothing()
    {
        using var pipe = new MemoryStream();
        var frames = new FrameWriter(pipe, Limits);
        var writer = frames.Begin();
        writer.Write(new byte[1001]);
        writer.Flush();
        Assert.That(frames.Send, ThrowsProtocol(ProtocolError.TooLarge));
        Assert.That(pipe.Length, Is.Zero);
    }

    internal delegate void Writing(ref MessagePackWriter writer);

    internal static byte[] Sent(Writing write)
    {
        using var pipe = new MemoryStream();
        var frames = new FrameWriter(pipe, FrameLimits.Default);
        var writer = frames.Begin();
        write(ref writer);
        writer.Flush();
        frames.Send();
        return pipe.ToArray();
    }

    internal static NUnit.Framework.Constraints.IResolveConstraint ThrowsProtocol(ProtocolError error) =>
        Throws.TypeOf<ProtocolException>().With.Property(nameof(ProtocolException.Error)).EqualTo(error);

    private static void Send(Stream to, byte[] body)
    {
        var frames = new FrameWriter(to, FrameLimits.Default);
        var writer = frames.Begin();
        writer.WriteRaw(body);
        writer.Flush();
        frames.Send();
    }
}
