using Microsoft.ML.OnnxRuntime;

namespace Concord.Tests;

internal sealed class AcceleratorTests : CollectionFixture
{
    [TestCase(null, null)]
    [TestCase("", null)]
    [TestCase("none", null)]
    public void Parse_Nothing_IsNull(string? text, DeviceOptions? expected) => Assert.That(DeviceOptions.Parse(text), Is.EqualTo(expected));

    [TestCase("0", 0, 0L)]
    [TestCase("1:4", 1, 4L << 30)]
    [TestCase("12:0.5", 12, 1L << 29)]
    public void Parse_NumberAndMemory_AreRead(string text, int ordinal, long bytes) => Assert.That(DeviceOptions.Parse(text), Is.EqualTo(new DeviceOptions(ordinal, bytes)));

    [TestCase("0:float16", new int[0], 0L)]
    [TestCase("0,2", new[] { 2 }, 0L)]
    [TestCase("0,3,1:2:float16", new[] { 3, 1 }, 2L << 30)]
    public void Parse_SeveralOrFloat16_AreRead(string text, int[] more, long bytes)
    {
        var options = DeviceOptions.Parse(text)!;
        Assert.That((options.Ordinal, options.BudgetBytes, options.Float16), Is.EqualTo((0, bytes, text.EndsWith("float16", StringComparison.Ordinal))));
        Assert.That(options.More, Is.EqualTo(more));
    }

    [TestCase("gpu")]
    [TestCase("-1")]
    [TestCase("0:")]
    [TestCase("0:0")]
    [TestCase("0:-2")]
    [TestCase("0:1e9")]
    [TestCase("0:1:2")]
    [TestCase("0,")]
    [TestCase("0,1,0")]
    [TestCase("0:float16:2")]
    [TestCase("float16")]
    public void Parse_AnythingElse_IsRefusedByItsText(string text) =>
        Assert.That(() => DeviceOptions.Parse(text), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains($"\"{text}\""));

    [Test]
    public void Open_NoDevice_SaysSoAndEverythingIsTheCpus()
    {
        if (DeviceInfo.All().Count > 0) Assert.Ignore("skipped: this machine has a device");
        using var device = Accelerator.Open(new DeviceOptions());
        Assert.That((device.Info, device.Absence), Is.EqualTo(((DeviceInfo?)null, device.Absence)).And.Matches<(DeviceInfo?, string?)>(d => d.Item2!.Contains("no CUDA device", StringComparison.Ordinal)));
        using (var made = Create())
        {
            Add(made, Slide("s"), 20);
            made.Compact();
        }

        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        var (found, expected) = (there.Search(there.Space(), Request(Random(1, 5))), here.Search(here.Space(), Request(Random(1, 5))));
        Assert.That(found.Hits.Select(h => (h.Tile, h.Distance)), Is.EqualTo(expected.Hits.Select(h => (h.Tile, h.Distance))));
        Assert.That((found.Facts.Device, expected.Facts.Device), Is.EqualTo((new DeviceShare(null, 0, device.Absence), (DeviceShare?)null)));
    }

    [Test]
    public void Run_OutputBoundToAMemory_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        using var network = Network.Load(Model.Open(TinyNetworks.Folder(folder, "map", TinyNetworks.MapJson(), TinyNetworks.Map())), 1);
        var tensors = Random(2, 7, 3 * TinyNetworks.Side * TinyNetworks.Side);
        using var plain = network.Run(tensors, 2);
        using var input = OrtValue.CreateTensorValueFromMemory(tensors, [2, 3, TinyNetworks.Side, TinyNetworks.Side]);
        using var bound = network.RunBound(input, OrtMemoryInfo.DefaultInstance);
        Assert.That(bound[0].GetTensorDataAsSpan<float>().ToArray(), Is.EqualTo(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(plain.Output.Data).ToArray()));
        Assert.That(plain.Output.IsThere, Is.False);
    }
}
