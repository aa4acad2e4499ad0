namespace Concord.Tests;

internal sealed class DevicePoolingTests : DeviceFixture
{
    [TestCase("average")]
    [TestCase("max")]
    [TestCase("average@2")]
    public void Embed_Maps_GivesTheCpusBits(string pooling)
    {
        using var device = Device();
        using var folder = new TemporaryFolder();
        AssertSameVectors(Model.Open(TinyNetworks.Folder(folder, "map", TinyNetworks.MapJson(), TinyNetworks.Map())), PoolingRules.Parse(pooling), device);
    }

    [Test]
    public void Embed_Tokens_GivesTheCpusBits()
    {
        using var device = Device();
        using var folder = new TemporaryFolder();
        AssertSameVectors(Model.Open(TinyNetworks.Folder(folder, "tokens", TinyNetworks.TokensJson(), TinyNetworks.Tokens())), new Pooling("cls+mean"), device);
    }

    [Test]
    public void Embed_BudgetForNoImage_IsTheCpus()
    {
        using var device = Device(budgetBytes: 300);
        using var folder = new TemporaryFolder();
        AssertSameVectors(Model.Open(TinyNetworks.Folder(folder, "map", TinyNetworks.MapJson(), TinyNetworks.Map())), new Pooling("average"), device);
    }

    private static void AssertSameVectors(Model model, Pooling pooling, Accelerator device)
    {
        using var there = Embedder.Load(model, pooling, new EmbedderOptions(3, Accelerator: device));
        using var here = Embedder.Load(model, pooling, new EmbedderOptions(3));
        RgbImage[] images = [.. Enumerable.Range(0, 7).Select(i => TestImage.Waves(30 + (5 * i), 64 - i, i))];
        var (found, expected) = (new float[images.Length * there.Dimension], new float[images.Length * here.Dimension]);
        there.Embed(images, found);
        here.Embed(images, expected);
        Assert.That(found, Is.EqualTo(expected));
    }
}
