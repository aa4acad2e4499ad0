namespace Concord.Study.Tests.Report;

public sealed class ThumbnailTests
{
    [Test]
    public void Shrink_ByTwo_AveragesFourPixels()
    {
        byte[] pixels = [0, 0, 0, 40, 0, 0, 80, 0, 0, 120, 255, 0];
        Assert.That(Thumbnail.Shrink(new RgbImage(2, 2, pixels), 1).Pixels, Is.EqualTo(new byte[] { 60, 64, 0 }));
    }

    [Test]
    public void Shrink_OneColour_StaysThatColour([Values(7, 100, 333)] int side)
    {
        var pixels = Enumerable.Range(0, 401 * 350).SelectMany(_ => new byte[] { 200, 100, 50 }).ToArray();
        var small = Thumbnail.Shrink(new RgbImage(401, 350, pixels), side);
        Assert.That(small.Width, Is.EqualTo(side));
        Assert.That(small.Pixels.Chunk(3), Is.All.EqualTo(new byte[] { 200, 100, 50 }));
    }

    [Test]
    public void Shrink_TallImage_KeepsItsProportions()
    {
        var small = Thumbnail.Shrink(new RgbImage(100, 300, new byte[90_000]), 150);
        Assert.That((small.Width, small.Height), Is.EqualTo((50, 150)));
    }

    [Test]
    public void Shrink_HalfDark_KeepsWhereItIs()
    {
        var pixels = new byte[10 * 6 * 3];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i / 3 % 10 < 5 ? 10 : 210);
        var small = Thumbnail.Shrink(new RgbImage(10, 6, pixels), 2);
        Assert.That(small.Pixels, Is.EqualTo(new byte[] { 10, 10, 10, 210, 210, 210 }));
    }
}
