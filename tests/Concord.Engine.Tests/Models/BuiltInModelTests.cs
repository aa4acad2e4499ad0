using System.Security.Cryptography;

namespace Concord.Tests;

public sealed class BuiltInModelTests
{
    /// <summary>Part of the identity of every space that the built-in model fills: a change makes existing collections another space.</summary>
    private const string Sha256Of = "f580be726f4f496683999e80fd9ad5ec98d55bbaed3ff13f7a753ee38a999315";

    [Test]
    public void Write_Always_GivesTheseBytes() =>
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(StainTextureNetwork.Write())), Is.EqualTo(Sha256Of));

    [Test]
    public void Space_Default_Is480ByCosine()
    {
        var space = BuiltInModel.Instance.Space();
        Assert.That((space.Dimension, space.Metric, space.Pooling.Mode), Is.EqualTo((480, Metric.Cosine, "average")));
        Assert.That(space.WeightsSha256, Is.EqualTo(Sha256Of));
    }

    [Test]
    public void Embed_AnyImage_GivesUnitLength()
    {
        using var embedder = Embedder.Load(BuiltInModel.Instance);
        foreach (var image in CheckImages.All())
        {
            Assert.That(embedder.Embed(image).Sum(v => (double)v * v), Is.EqualTo(1).Within(1e-4));
        }
    }

    /// <summary>Entries and weighted sums (weights cos 0.37 i) of each family, from a float64 implementation of its own of the same formulas.</summary>
    [TestCaseSource(typeof(CheckImages), nameof(CheckImages.Expected))]
    public void Embed_CheckImage_GivesTheReferenceVector(int number, (int Index, double Value)[] entries, double[] sums)
    {
        using var embedder = Embedder.Load(BuiltInModel.Instance);
        var vector = embedder.Embed(CheckImages.All()[number]);
        Assert.Multiple(() =>
        {
            foreach (var (index, value) in entries) Assert.That(vector[index], Is.EqualTo(value).Within(2e-4), $"entry {index}");
            for (var family = 0; family < sums.Length; family++) Assert.That(CheckImages.WeightedSum(vector, family), Is.EqualTo(sums[family]).Within(1e-3), $"family {family}");
        });
    }

    [Test]
    public void Embed_OtherStainStrength_MovesLittle()
    {
        using var embedder = Embedder.Load(BuiltInModel.Instance);
        var image = CheckImages.All()[2];
        var darker = new RgbImage(224, 224, [.. image.Pixels.Select(v => (byte)Math.Round(255 * Math.Pow(v / 255.0, 1.2)))]);
        var (a, b) = (embedder.Embed(image), embedder.Embed(darker));
        Assert.That(a.Zip(b, (x, y) => (double)x * y).Sum(), Is.GreaterThan(0.97), "cosine");
    }
}
