using Concord.Protocol;
using MessagePack;

namespace Concord.Tests;

#pragma warning disable NUnit1027 // FsCheck makes the arguments.
public sealed class RpcMessageTests
{
    [FsCheck.NUnit.Property]
    public void Parse_ARequest_GivesWhatWasWritten(uint id, long number, byte[] bytes)
    {
        var message = Parse(Body((ref MessagePackWriter writer) => Region(ref writer, id | 1, number, bytes)));
        Assert.That((message.Kind, message.Id, message.Method, message.Error), Is.EqualTo((RpcKind.Request, id | 1, "region", (RpcError?)null)));
        var map = new MapReader(message.Content);
        Assert.That(map.Next(out var key) && key == "number", Is.True);
        Assert.That(map.WholeNumber(), Is.EqualTo(number));
        Assert.That(map.Next(out key) && key == "later", Is.True);
        map.Skip();
        Assert.That(map.Next(out key) && key == "rgb", Is.True);
        Assert.That(map.Bytes().ToArray(), Is.EqualTo(bytes));
        Assert.That(map.Next(out _), Is.False);
    }

    [Test]
    public void Parse_AFailure_GivesCodeAndMessage()
    {
        var message = Parse(Body(static (ref MessagePackWriter writer) => RpcWriting.Failure(ref writer, 9, new RpcError("slide", "it is damaged"))));
        Assert.That((message.Kind, message.Id, message.Error), Is.EqualTo((RpcKind.Response, 9u, new RpcError("slide", "it is damaged"))));
    }

    [Test]
    public void Parse_ANotification_HasNoId()
    {
        var message = Parse(Body(static (ref MessagePackWriter writer) => RpcWriting.Notification(ref writer, "progress", 0)));
        Assert.That((message.Kind, message.Id, message.Method), Is.EqualTo((RpcKind.Notification, 0u, "progress")));
    }

    [TestCase("C0", ProtocolError.WrongType, TestName = "nil")]
    [TestCase("90", ProtocolError.WrongType, TestName = "empty array")]
    [TestCase("940001A178", ProtocolError.Truncated, TestName = "array of four with three")]
    [TestCase("940301A17880", ProtocolError.WrongType, TestName = "kind 3")]
    [TestCase("9400FFA17880", ProtocolError.WrongType, TestName = "id -1")]
    [TestCase("9400010280", ProtocolError.WrongType, TestName = "method a number")]
    [TestCase("940001A080", ProtocolError.WrongType, TestName = "method empty")]
    [TestCase("9302A178", ProtocolError.Truncated, TestName = "notification cut")]
    [TestCase("940101A178C0", ProtocolError.WrongType, TestName = "error a text")]
    [TestCase("940001A17880C0", ProtocolError.Malformed, TestName = "something behind")]
    [TestCase("940001A178C1", ProtocolError.Malformed, TestName = "a byte of no type")]
    [TestCase("DDFFFFFFFF", ProtocolError.Truncated, TestName = "array of 2^32 - 1")]
    [TestCase("DFFFFFFFFF", ProtocolError.Truncated, TestName = "map of 2^32 - 1")]
    [TestCase("C6FFFFFFFF", ProtocolError.Truncated, TestName = "bin of 2^32 - 1")]
    [TestCase("DBFFFFFFFF00", ProtocolError.Truncated, TestName = "text of 2^32 - 1")]
    public void Parse_WhatIsNoMessage_SaysWhy(string hex, ProtocolError expected)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => Parse(Convert.FromHexString(hex)), FrameTests.ThrowsProtocol(expected));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000_000));
    }

    [TestCase(33)]
    [TestCase(1_000_000)]
    public void Parse_NestedTooDeeply_IsRefusedWithoutRecursion(int depth)
    {
        byte[] body = [.. Enumerable.Repeat((byte)0x91, depth), 0xC0];
        Assert.That(() => Parse(body), FrameTests.ThrowsProtocol(ProtocolError.TooDeep));
    }

    [FsCheck.NUnit.Property(MaxTest = 3000)]
    public void Parse_AnyBytes_GivesAMessageOrAProtocolException(byte[] bytes) => ReadWhatever(bytes);

    [Test]
    public void Parse_MessagesWithBytesChangedOrCut_GivesAMessageOrAProtocolException()
    {
        var random = new System.Random(5);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var body = Body((ref MessagePackWriter writer) => Region(ref writer, 3, trial, new byte[random.Next(40)]));
            for (var change = random.Next(4); change >= 0; change--) body[random.Next(body.Length)] = (byte)random.Next(256);
            ReadWhatever(random.Next(4) == 0 ? body[..random.Next(body.Length)] : body);
        }
    }

    [Test]
    public void Reading_ValuesOfOtherTypes_SaysWrongType()
    {
        var number = Parse(Body(static (ref MessagePackWriter writer) =>
        {
            RpcWriting.Request(ref writer, 1, "m", 1);
            writer.Write("key");
            writer.Write(ulong.MaxValue);
        }));
        Assert.Multiple(() =>
        {
            Assert.That(() => Value(number, static map => map.WholeNumber()), FrameTests.ThrowsProtocol(ProtocolError.WrongType));
            Assert.That(() => Value(number, static map => map.Text()), FrameTests.ThrowsProtocol(ProtocolError.WrongType));
            Assert.That(() => Value(number, static map => map.Flag()), FrameTests.ThrowsProtocol(ProtocolError.WrongType));
            Assert.That(() => Value(number, static map => map.Bytes().Length), FrameTests.ThrowsProtocol(ProtocolError.WrongType));
            Assert.That(() => Value(number, static map => map.Array()), FrameTests.ThrowsProtocol(ProtocolError.WrongType));
        });
    }

    private delegate T Reads<T>(MapReader map);

    private static T Value<T>(RpcMessage message, Reads<T> read)
    {
        var map = new MapReader(message.Content);
        Assert.That(map.Next(out _), Is.True);
        return read(map);
    }

    private static void Region(ref MessagePackWriter writer, uint id, long number, byte[] bytes)
    {
        RpcWriting.Request(ref writer, id, "region", 3);
        writer.Write("number");
        writer.Write(number);
        writer.Write("later");
        writer.WriteArrayHeader(2);
        writer.Write(1.5);
        writer.WriteMapHeader(0);
        writer.Write("rgb");
        writer.Write(bytes);
    }

    private static void ReadWhatever(byte[] bytes)
    {
        try
        {
            var map = new MapReader(Parse(bytes).Content);
            while (map.Next(out var key))
            {
                if (key == "number") map.WholeNumber();
                else if (key == "rgb") _ = map.Bytes();
                else map.Skip();
            }
        }
        catch (ProtocolException)
        {
            // What bytes that are no message are to end in; anything else fails the test.
        }
    }

    private static RpcMessage Parse(byte[] body) => RpcMessage.Parse(body, FrameLimits.Default);

    private static byte[] Body(FrameTests.Writing write) => FrameTests.Sent(write)[4..];
}
