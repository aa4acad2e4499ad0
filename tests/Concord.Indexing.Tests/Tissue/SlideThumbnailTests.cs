using Concord.Indexing;

namespace Concord.Tests;

public class SlideThumbnailTests
{
    [Test]
    public void OfLongestSide_SizesThatDoNotDivide_IsThePlainMeanOfSquares([Values(100, 250, 700)] int longestSide)
    {
        var image = TestImage.Waves(1301, 1107);
        var thumbnail = SlideThumbnail.OfLongestSide(new MemorySlide(image, 0.5), longestSide);
        var expected = MemorySlide.Shrink(image, (int)thumbnail.Downsample);
        Assert.Multiple(() =>
        {
            Assert.That(thumbnail.Downsample, Is.EqualTo(Math.Max(1, Math.Floor((1301.0 / longestSide) + 0.01))));
            Assert.That((thumbnail.Image.Width, thumbnail.Image.Height), Is.EqualTo((expected.Width, expected.Height)));
            Assert.That(thumbnail.Image.Pixels, Is.EqualTo(expected.Pixels));
        });
    }

    [Test]
    public void Of_PyramidWithAFittingLevel_ReadsThatAlone()
    {
        var slide = new MemorySlide(TestImage.Waves(4000, 3000), mpp: 0.5, 4, 8);
        var thumbnail = SlideThumbnail.Of(slide);
        Assert.Multiple(() =>
        {
            Assert.That(slide.LevelsRead, Is.EqualTo(new[] { 2 }), "8 is the coarsest level within 15.6, which keeps 256 pixels");
            Assert.That(thumbnail.Downsample, Is.EqualTo(8));
            Assert.That(thumbnail.Mpp, Is.EqualTo(4));
            Assert.That((thumbnail.SlideWidth, thumbnail.SlideHeight), Is.EqualTo((4000, 3000)));
        });
    }

    [Test]
    public void Of_ResolutionThatOnlyTheCallerKnows_IsReadAsOneThatTheSlideSays()
    {
        var image = TestImage.Waves(3000, 900);
        var (told, said) = (SlideThumbnail.Of(new MemorySlide(image, null), 0.5), SlideThumbnail.Of(new MemorySlide(image, 0.5)));
        Assert.Multiple(() =>
        {
            Assert.That((told.Downsample, told.Mpp, told.SlideMpp), Is.EqualTo((said.Downsample, said.Mpp, said.SlideMpp)));
            Assert.That(told.Image.Pixels, Is.EqualTo(said.Image.Pixels));
            Assert.That(SlideThumbnail.Of(new MemorySlide(image, 0.5), 0.1).Mpp, Is.EqualTo(said.Mpp), "the slide's own word goes before the caller's");
        });
    }

    [TestCase(100_000, 0.25, 32)]
    [TestCase(100_000, null, 48.828125)]
    [TestCase(1000, null, 1)]
    [TestCase(224, 0.5, 1)]
    [TestCase(1_000_000, 0.25, 122.0703125)]
    public void TissueDownsample_SizeAndMpp_IsEightMicrometresWithinBounds(long longest, double? mpp, double expected) =>
        Assert.That(SlideThumbnail.TissueDownsample(longest, mpp), Is.EqualTo(expected));

    [TestCase(300_000, 100_000, 0.25, 16, Description = "glass of 75 x 25 mm, all scanned")]
    [TestCase(200_000, 200_000, 0.25, 32)]
    [TestCase(40_000, 40_000, 8.0, 8, Description = "a resolution that asks for every pixel")]
    public void TissueOf_HugeSlide_StaysWithinAGibibyteAndFindsIt(int width, int height, double mpp, int smallest)
    {
        var slide = new HugeSlide(width, height, mpp, smallest);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var mask = TissueMask.Of(slide);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Multiple(() =>
        {
            Assert.That((long)mask.Width * mask.Height, Is.LessThanOrEqualTo(16 << 20));
            Assert.That(allocated, Is.LessThan(1L << 30), "all that was ever allocated, so that the peak is less");
            Assert.That(mask.Share(width / 4.0, height / 4.0, width / 2.0, height / 2.0), Is.EqualTo(1).Within(0.01));
            Assert.That(mask.TissueShare, Is.EqualTo(0.25).Within(0.01));
        });
    }

    [Test]
    public void Of_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.That(() => SlideThumbnail.Of(new MemorySlide(TestImage.Waves(64, 64), null), cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}
