namespace Concord.Study.Tests.Robustness;

[TestFixture]
internal sealed class StainShiftTests
{
    [Test]
    public void Apply_FactorsOfOne_ChangesNothing()
    {
        var image = EveryShade();
        Assert.That(new StainShift(1, 1).Apply(image).Pixels, Is.EqualTo(image.Pixels));
    }

    [Test]
    public void Apply_PureHaematoxylin_ScalesItsDensityAlone()
    {
        var shifted = new StainShift(1.2, 0.5).Apply(Stained(haematoxylin: 0.8));
        Assert.That(shifted.Pixels, Is.EqualTo(Stained(haematoxylin: 0.96).Pixels).Within(1));
    }

    [Test]
    public void Apply_White_StaysWhite()
    {
        var white = new RgbImage(1, 1, [255, 255, 255]);
        Assert.That(new StainShift(1.2, 0.8).Apply(white).Pixels, Is.All.EqualTo(255));
    }

    [Test]
    public void HistogramOf_TwoColours_HoldsTheRootsOfTheirShares()
    {
        var histogram = ColourHistogram.Of(new RgbImage(4, 1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 64, 128]));
        Assert.That(histogram[0], Is.EqualTo(MathF.Sqrt(0.75f)).Within(1e-6));
        Assert.That(histogram[48 + 4 + 2], Is.EqualTo(0.5f).Within(1e-6));
        Assert.That(histogram.Sum(x => x * x), Is.EqualTo(1).Within(1e-6));
    }

    private static RgbImage EveryShade() => new(256, 1, [.. Enumerable.Range(0, 256).SelectMany(i => new[] { (byte)i, (byte)(255 - i), (byte)(i / 2) })]);

    /// <summary>One pixel of a density of haematoxylin and nothing else, by the stain's published vector.</summary>
    private static RgbImage Stained(double haematoxylin)
    {
        double[] vector = [0.650, 0.704, 0.286];
        double norm = Math.Sqrt(vector.Sum(x => x * x));
        return new RgbImage(1, 1, [.. vector.Select(x => (byte)Math.Round(256 * Math.Exp(-haematoxylin * x / norm) - 1))]);
    }
}
