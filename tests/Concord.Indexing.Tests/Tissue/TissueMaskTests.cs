using Concord.Indexing;

namespace Concord.Tests;

public class TissueMaskTests
{
    private static readonly TissueOptions Raw = new() { CloseRadius = 0, OpenRadius = 0, SmallestPiece = 0, LargestFilledHole = 0 };

    [Test]
    public void Of_StainedDiscsOnGlass_FindsThemToAPixel()
    {
        var image = PaintedSlide.Paint(300, 200, (x, y) =>
            PaintedSlide.InDisc(x, y, 90, 100, 50) ? PaintedSlide.Eosin : PaintedSlide.InDisc(x, y, 220, 90, 40) ? PaintedSlide.Haematoxylin : PaintedSlide.Glass);
        var mask = TissueMask.Of(PaintedSlide.Thumbnail(image));
        var wrong = Enumerable.Range(0, 300 * 200).Count(i =>
            mask.IsTissue(i % 300, i / 300) != (PaintedSlide.InDisc(i % 300, i / 300, 90, 100, 50) || PaintedSlide.InDisc(i % 300, i / 300, 220, 90, 40)));
        Assert.That(wrong, Is.LessThan(60), "of 60000 pixels, 500 of them on a border");
    }

    [Test]
    public void Of_NothingButGlass_IsEmpty()
    {
        var mask = TissueMask.Of(PaintedSlide.Thumbnail(PaintedSlide.Paint(200, 200, (_, _) => PaintedSlide.Glass, noise: 4)));
        Assert.That(mask.TissueShare, Is.Zero);
    }

    [Test]
    public void Of_NothingButTissueOfTwoStains_IsNotSplit()
    {
        var image = PaintedSlide.Paint(200, 200, (x, _) => x < 100 ? PaintedSlide.Eosin : PaintedSlide.Haematoxylin);
        Assert.That(TissueMask.Of(PaintedSlide.Thumbnail(image)).TissueShare, Is.EqualTo(1));
    }

    [Test]
    public void Of_PaleTissueBesideStrongTissue_KeepsThePale()
    {
        var pale = (235, 200, 222);
        var image = PaintedSlide.Paint(300, 100, (x, _) => x < 100 ? PaintedSlide.Glass : x < 200 ? pale : (200, 40, 120));
        var mask = TissueMask.Of(PaintedSlide.Thumbnail(image));
        Assert.That(mask.Share(110, 10, 80, 80), Is.EqualTo(1), $"threshold {mask.Threshold}");
    }

    [Test]
    public void Of_MarkerOnGlass_IsNoTissue([Values(0, 1, 2, 3)] int ink)
    {
        var colour = new[] { (45, 165, 140), (30, 60, 190), (225, 40, 60), (30, 30, 32) }[ink];
        var image = PaintedSlide.Paint(300, 200, (x, y) => x is > 40 and < 80 ? colour : PaintedSlide.InDisc(x, y, 200, 100, 50) ? PaintedSlide.Eosin : PaintedSlide.Glass);
        var mask = TissueMask.Of(PaintedSlide.Thumbnail(image));
        Assert.Multiple(() =>
        {
            Assert.That(mask.Share(42, 0, 36, 200), Is.Zero);
            Assert.That(mask.Share(190, 90, 20, 20), Is.EqualTo(1));
        });
    }

    [Test]
    public void Of_SpecksGapsAndHoles_AreCleanedBySizeInMicrometres()
    {
        var image = PaintedSlide.Paint(300, 200, (x, y) =>
            (PaintedSlide.InDisc(x, y, 100, 100, 60) && !PaintedSlide.InDisc(x, y, 100, 100, 5)) || (x is > 250 and < 254 && y is > 20 and < 24)
                ? PaintedSlide.Eosin
                : PaintedSlide.Glass);
        var coarse = TissueMask.Of(PaintedSlide.Thumbnail(image, slideMpp: 8));
        var fine = TissueMask.Of(PaintedSlide.Thumbnail(image, slideMpp: 80));
        Assert.Multiple(() =>
        {
            Assert.That(coarse.IsTissue(100, 100), Is.True, "a hole of 80 micrometres is filled");
            Assert.That(coarse.IsTissue(252, 22), Is.False, "a speck of 24 micrometres is removed");
            Assert.That(fine.IsTissue(100, 100), Is.False, "a hole of 800 micrometres stays");
            Assert.That(fine.IsTissue(252, 22), Is.True, "a piece of 240 micrometres stays");
        });
    }

    [Test]
    public void Share_RandomRectangles_EqualsCounting()
    {
        var image = PaintedSlide.Paint(61, 47, (x, y) => ((x * 7) ^ (y * 13)) % 5 < 2 ? PaintedSlide.Eosin : PaintedSlide.Glass);
        var mask = TissueMask.Of(PaintedSlide.Thumbnail(image, downsample: 6), Raw);
        var random = new SplitMix(3);
        for (var trial = 0; trial < 200; trial++)
        {
            var (x, y, width, height) = (random.Below(400) - 20, random.Below(320) - 20, 1 + random.Below(120), 1 + random.Below(120));
            Assert.That(mask.Share(x, y, width, height), Is.EqualTo(Counted(mask, x, y, width, height)).Within(1e-9), $"{x},{y},{width},{height}");
        }

        Assert.That(mask.Share(5, 5, 0, 10), Is.Zero);
    }

    [Test]
    public void Of_OptionsThatCannotBe_NamesThem() => Assert.Multiple(() =>
    {
        var thumbnail = PaintedSlide.Thumbnail(TestImage.Waves(20, 20));
        Assert.That(() => TissueMask.Of(thumbnail, new TissueOptions { Saturation = double.NaN }), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("Saturation"));
        Assert.That(() => TissueMask.Of(thumbnail, new TissueOptions { CloseRadius = -1 }), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("CloseRadius"));
    });

    [Test]
    public void Of_LungTiles_AreTissueNearlyWhole()
    {
        var files = Directory.GetFiles(TestData.Require("lung_tiles"), "*.jp*g", SearchOption.AllDirectories).Order().Where((_, i) => i % 16 == 0).ToList();
        var shares = files.Select(file => TissueMask.Of(new MemorySlide(ImageFile.Read(file), mpp: null)).TissueShare).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(shares.Min(), Is.GreaterThan(0.4), "alveoli are air");
            Assert.That(shares.Average(), Is.GreaterThan(0.9));
        });
    }

    [Test]
    public void Of_CmuSmallRegion_PartsTissueFromGlass()
    {
        var mask = TissueMask.Of(new MemorySlide(ImageFile.Read(TestData.Require("wsi", "cmu-1-small-region.svs")), mpp: 0.499));
        Assert.That(mask.TissueShare, Is.InRange(0.25, 0.55));
    }

    private static double Counted(TissueMask mask, int x, int y, int width, int height)
    {
        var tissue = 0;
        for (var row = y; row < y + height; row++)
        {
            for (var column = x; column < x + width; column++)
            {
                if (row >= 0 && column >= 0 && mask.IsTissue(column / (int)mask.Downsample, row / (int)mask.Downsample)) tissue++;
            }
        }

        return tissue / ((double)width * height);
    }
}
