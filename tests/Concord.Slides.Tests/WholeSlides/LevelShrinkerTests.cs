namespace Concord.Tests;

/// <summary>Levels made small, here and in a worker, beside the plain definition: each pixel the rounded mean of its square.</summary>
public sealed class LevelShrinkerTests : WorkersTest
{
    [TestCase(60, 45, 1)]
    [TestCase(60, 45, 7)]
    [TestCase(1, 1, 1024)]
    [TestCase(2100, 33, 1000)]
    [TestCase(4200, 31, 3, Description = "more than a block across")]
    [TestCase(31, 4200, 3, Description = "more than a block down")]
    public void Shrink_HereAndInAWorker_IsTheMeanOfSquares(int width, int height, int factor)
    {
        var image = TestImage.Waves(width, height);
        ImageFile.WritePng(image, Folder.At("a.png"));
        var expected = Means(image, factor);
        using var here = SlideReaders.Open(Folder.At("a.png"));
        using var there = Workers.Open(Folder.At("a.png"));
        foreach (var slide in new[] { here, there })
        {
            var small = LevelShrinker.Shrink(slide, 0, factor, CancellationToken.None);
            Assert.That((small.Width, small.Height), Is.EqualTo((expected.Width, expected.Height)));
            Assert.That(small.Pixels.AsSpan().SequenceEqual(expected.Pixels), Is.True);
        }
    }

    [TestCase("cmu-1-small-region.svs", 0, 11)]
    [TestCase("tcga-cr-7395-01a-01-ts1.svs", 1, 5)]
    [TestCase("boxes.tiff", 2, 2)]
    public void Shrink_RealSlideInAWorker_IsThatOfThisProcessAndSoAreRegionsAfterIt(string file, int level, int factor)
    {
        var path = TestData.Require("wsi", file);
        using var here = SlideReaders.Open(path);
        using var there = Workers.Open(path);
        var expected = LevelShrinker.Shrink(here, level, factor, CancellationToken.None);
        Assert.That(LevelShrinker.Shrink(there, level, factor, CancellationToken.None).Pixels.AsSpan().SequenceEqual(expected.Pixels), Is.True);
        foreach (var (x, y) in new[] { (0L, 0L), (-20L, 130L), (here.Levels[0].Width - 50, here.Levels[0].Height - 50), (here.Levels[0].Width + 5, 0L) })
        {
            Assert.That(Region(there, 0, x, y, 90, 70), Is.EqualTo(Region(here, 0, x, y, 90, 70)), $"{x},{y}");
        }
    }

    [Test]
    public void Shrink_Cancelled_Stops()
    {
        ImageFile.WritePng(TestImage.Waves(40, 40), Folder.At("a.png"));
        using var slide = Workers.Open(Folder.At("a.png"));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.That(() => LevelShrinker.Shrink(slide, 0, 2, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase(1, 1, 0, 0, 1, 1, "level is 1")]
    [TestCase(0, 0, 0, 0, 1, 1, "factor is 0")]
    [TestCase(0, 1025, 0, 0, 1, 1, "factor is 1025")]
    [TestCase(0, 8, 0, 0, 6, 5, "6 x 5 squares from 0,0 do not lie in a level of 5 x 5")]
    [TestCase(0, 8, -1, 0, 1, 1, "from -1,0")]
    [TestCase(0, 8, 5, 0, 1, 1, "from 5,0")]
    public void Read_OutsideTheLevel_IsTheCallersMistake(int level, int factor, int x, int y, int width, int height, string said)
    {
        ImageFile.WritePng(TestImage.Waves(40, 40), Folder.At("a.png"));
        using var slide = Workers.Open(Folder.At("a.png"));
        Assert.That(
            () => LevelShrinker.Read(slide, new ShrunkRegion(level, factor, x, y, width, height), new byte[3 * width * height]),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains(said));
    }

    private static RgbImage Means(RgbImage image, int factor)
    {
        var (width, height) = ((image.Width + factor - 1) / factor, (image.Height + factor - 1) / factor);
        var pixels = from y in Enumerable.Range(0, height)
                     from x in Enumerable.Range(0, width)
                     from channel in Enumerable.Range(0, 3)
                     select Mean(image, x * factor, y * factor, factor, channel);
        return new RgbImage(width, height, [.. pixels]);
    }

    private static byte Mean(RgbImage image, int left, int top, int factor, int channel)
    {
        var values = (from y in Enumerable.Range(top, Math.Min(factor, image.Height - top))
                      from x in Enumerable.Range(left, Math.Min(factor, image.Width - left))
                      select (int)image.Pixels[(3 * ((y * image.Width) + x)) + channel]).ToList();
        return (byte)((values.Sum() + (values.Count / 2)) / values.Count);
    }
}
