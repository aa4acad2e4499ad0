using System.Security.Cryptography;

namespace Concord.Study.Tests.Cohort;

/// <summary>The pixels are the same on every machine: their hashes are part of the source.</summary>
public sealed class PixelTests
{
    private const int Side = 256;

    [Test]
    public void Paint_SameSubjectTwice_SamePixels()
    {
        var subject = CohortPlan.Make(7)[1];
        var first = TissuePainter.Paint(subject, 7, Side);
        Assert.That(TissuePainter.Paint(subject, 7, Side), Is.EqualTo(first));
    }

    [Test]
    public void Paint_ThisSeed_PixelsAsRecorded()
    {
        var pixels = CohortPlan.Make(7).Take(6).SelectMany(subject => TissuePainter.Paint(subject, 7, Side)).ToArray();
        Assert.That(Hash(pixels), Is.EqualTo("df1214a24c776aec"));
    }

    [Test]
    public void Paint_ThisSeed_SlicesAsRecorded()
    {
        var pixels = MriPainter.Paint(CohortPlan.Make(7)[1], 7).SelectMany(slice => slice).ToArray();
        Assert.That(Hash(pixels), Is.EqualTo("a87528dfae591d95"));
    }

    [Test]
    public void Paint_AnySubject_LooksLikeStainedTissueOnGlass()
    {
        foreach (var subject in CohortPlan.Make(3).Take(8))
        {
            var pixels = TissuePainter.Paint(subject, 3, Side);
            var (red, green, blue) = (Mean(pixels, 0), Mean(pixels, 1), Mean(pixels, 2));
            Assert.That(green, Is.LessThan(red).And.LessThan(blue), $"{subject.Patient} is not pink to violet");
            Assert.That(red, Is.InRange(90, 245));
        }
    }

    [Test]
    public void Paint_HigherGrade_HasMoreHaematoxylin()
    {
        var dark = CohortPlan.Make(11).GroupBy(subject => subject.Grade).OrderBy(group => group.Key)
            .Select(group => group.Take(10).Average(subject => DarkPixels(subject with { Centre = CentreStyle.All[0] }))).ToArray();
        Assert.That(dark, Is.Ordered);
    }

    private static int DarkPixels(CohortCase subject)
    {
        var pixels = TissuePainter.Paint(subject, 11, Side);
        return Enumerable.Range(0, pixels.Length / 3).Count(i => pixels[3 * i] < 130);
    }

    private static double Mean(byte[] pixels, int channel) => Enumerable.Range(0, pixels.Length / 3).Average(i => (double)pixels[(3 * i) + channel]);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
