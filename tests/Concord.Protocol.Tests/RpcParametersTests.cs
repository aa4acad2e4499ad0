using Concord.Protocol;
using MessagePack;

namespace Concord.Tests;

public sealed class RpcParametersTests
{
    private const int Budget = 100;

    [TestCase("81A161DC0064", "90", TestName = "empty arrays")]
    [TestCase("81A161DC0064", "80", TestName = "empty maps")]
    [TestCase("81A161DC0064", "C400", TestName = "empty bins")]
    [TestCase("81A161DC0064", "A0", TestName = "empty texts")]
    [TestCase("81A161DC0064", "C0", TestName = "nils")]
    public void Parse_AHundredOfWhatIsEmpty_IsTooLargeForAHundredBytes(string head, string item)
    {
        var map = Convert.FromHexString(head + string.Concat(Enumerable.Repeat(item, 100)));
        Assert.That(() => RpcParameters.Parse(map, Budget), Throws.TypeOf<RpcException>().With.Property(nameof(RpcException.Code)).EqualTo("too_large"));
    }

    [TestCase(0)]
    [TestCase(5000)]
    public void Parse_WhatBinValuesHold_CostsNothing(int bytes)
    {
        var map = Map(Budget, bytes);
        Assert.That(RpcParameters.Parse(map, Budget).Bytes("data"), Has.Length.EqualTo(bytes));
    }

    [Test]
    public void Parse_AByteAboveTheBudget_IsTooLarge() =>
        Assert.That(() => RpcParameters.Parse(Map(Budget + 1, 5000), Budget), Throws.TypeOf<RpcException>());

    [Test]
    public void Parse_ManyMapsBelowALongKey_AllocatesLittle()
    {
        const int Limit = 64 * 1024, Maps = 9000;
        var map = FrameTests.Sent(static (ref MessagePackWriter writer) =>
        {
            writer.WriteMapHeader(1);
            writer.Write(new string('k', 20_000));
            writer.WriteMapHeader(Maps);
            for (var i = 0; i < Maps; i++)
            {
                writer.Write($"{(char)('a' + (i % 26))}{(char)(' ' + (i / 26 % 90))}{(char)(' ' + (i / 26 / 90))}");
                writer.WriteMapHeader(0);
            }
        })[4..];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(RpcParameters.Parse(map, Limit).Map(new string('k', 20_000))!.Names.Count(), Is.EqualTo(Maps));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(16 << 20));
    }

    [Test]
    public void Text_MissingInAMapWithin_IsNamedFromOutside()
    {
        var map = RpcParameters.Parse(Convert.FromHexString("81A17681A16180"), Budget);
        Assert.That(() => map.Map("v")!.Map("a")!.Text("t"), Throws.TypeOf<RpcException>().With.Message.StartsWith("v.a.t is missing"));
    }

    /// <summary>A map of a bin value and of text, that takes `cost` bytes beside what the bin value holds.</summary>
    private static byte[] Map(int cost, int bytes)
    {
        var bin = bytes < 256 ? 2 : 3;
        return FrameTests.Sent((ref MessagePackWriter writer) =>
        {
            writer.WriteMapHeader(2);
            writer.Write("data");
            writer.Write(new byte[bytes]);
            writer.Write("t");
            writer.Write(new string('x', cost - 1 - 5 - bin - 2 - 2));
        })[4..];
    }
}
