using NetVips;

namespace Concord.Tests;

/// <summary>Real slides, and pyramids written by libvips, read through the contract that everything above uses.</summary>
internal sealed class SlideReadersTests
{
    [TestCase("cmu-1-small-region.svs", 2220, 2967, 1, 0.499)]
    [TestCase("tcga-cr-7395-01a-01-ts1.svs", 4443, 3567, 2, null)]
    public void Open_RealSlide_SaysItsSizeAndResolution(string file, int width, int height, int levels, double? mpp)
    {
        using var slide = SlideReaders.Open(TestData.Require("wsi", file));
        Assert.Multiple(() =>
        {
            Assert.That((slide.Levels[0].Width, slide.Levels[0].Height, slide.Levels.Count), Is.EqualTo(((long)width, (long)height, levels)));
            Assert.That(slide.Levels[0].Downsample, Is.EqualTo(1));
            Assert.That(slide.Format, Is.EqualTo("aperio"));
            if (mpp is { } known) Assert.That(slide.Mpp, Is.EqualTo(known).Within(0.001));
        });
    }

    [TestCase("broken.svs")]
    [TestCase("unopenable.tiff")]
    [TestCase("unreadable.svs")]
    public void Open_DamagedSlide_IsRefusedOrFailsWhenRead(string file)
    {
        var path = TestData.Require("wsi", file);
        Assert.Throws<SlideException>(() => ReadWhole(path));
    }

    [Test]
    public void ReadRegion_LevelsOfAPyramid_AreThoseThatLibvipsWrote()
    {
        using var folder = new TemporaryFolder();
        var path = Pyramid(folder, 700, 500);
        using var slide = SlideReaders.Open(path);
        Assert.That(slide.Levels, Has.Count.GreaterThan(1));
        for (var level = 0; level < slide.Levels.Count; level++)
        {
            using var page = Image.Tiffload(path, page: level);
            var rgb = new byte[3 * page.Width * page.Height];
            slide.ReadRegion(level, 0, 0, page.Width, page.Height, rgb);
            Assert.That(rgb, Is.EqualTo(page.WriteToMemory<byte>()), $"level {level}");
        }
    }

    [Test]
    public void ReadRegion_AcrossTheEdge_IsWhiteOutside()
    {
        using var folder = new TemporaryFolder();
        using var slide = SlideReaders.Open(Pyramid(folder, 300, 260));
        var rgb = new byte[3 * 64 * 64];
        slide.ReadRegion(0, 300 - 32, 260 - 32, 64, 64, rgb);
        Assert.Multiple(() =>
        {
            Assert.That(rgb[(3 * ((40 * 64) + 10))..].AsSpan(0, 3).ToArray(), Is.EqualTo(new byte[] { 255, 255, 255 }));
            Assert.That(rgb[(3 * ((10 * 64) + 40))..].AsSpan(0, 3).ToArray(), Is.EqualTo(new byte[] { 255, 255, 255 }));
            Assert.That(rgb[(3 * ((10 * 64) + 10))..].AsSpan(0, 3).ToArray(), Is.Not.EqualTo(new byte[] { 255, 255, 255 }));
        });
    }

    [Test]
    public void ReadRegion_OfAnImage_IsThatOfItsPixelsAndWhiteOutside()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("image.png");
        var pixels = new byte[3 * 20 * 10];
        new Random(5).NextBytes(pixels);
        ImageFile.WritePng(new RgbImage(20, 10, pixels), path);
        using var slide = SlideReaders.Open(path);
        foreach (var (x, y, width, height) in new[] { (0, 0, 20, 10), (3, 2, 5, 4), (-4, -3, 8, 8), (17, 8, 9, 9), (40, 40, 3, 3), (-9, 2, 4, 2) })
        {
            var rgb = new byte[3 * width * height];
            slide.ReadRegion(0, x, y, width, height, rgb);
            for (var at = 0; at < rgb.Length; at++)
            {
                var (column, row, channel) = ((at / 3 % width) + x, (at / 3 / width) + y, at % 3);
                var inside = column >= 0 && row >= 0 && column < 20 && row < 10;
                Assert.That(rgb[at], Is.EqualTo(inside ? pixels[(3 * ((row * 20) + column)) + channel] : 255));
            }
        }
    }

    [Test]
    public void Open_DicomFile_IsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("slide.dcm");
        File.WriteAllBytes(path, [.. new byte[128], .. "DICM"u8, .. new byte[64]]);
        Assert.That(() => SlideReaders.Open(path), Throws.TypeOf<SlideException>().With.Message.Contain("DICOM"));
    }

    [Test]
    public void Open_ImpossibleThings_AreRefusedWithAReason()
    {
        using var folder = new TemporaryFolder();
        var empty = folder.At("empty.svs");
        File.WriteAllBytes(empty, []);
        var text = folder.At("text.svs");
        File.WriteAllText(text, "no slide");
        Assert.Multiple(() =>
        {
            Assert.That(() => SlideReaders.Open(folder.At("absent.svs")), Throws.TypeOf<ConcordNotFoundException>());
            Assert.That(() => SlideReaders.Open(folder.Path), Throws.TypeOf<SlideException>().With.Message.Contain("folder"));
            Assert.That(() => SlideReaders.Open(empty), Throws.TypeOf<SlideException>().With.Message.Contain("empty"));
            Assert.That(() => SlideReaders.Open(text), Throws.TypeOf<SlideException>().With.Message.Contain("does not recognise"));
        });
    }

    [Test]
    public void ReadRegion_WrongArguments_AreRefused()
    {
        using var folder = new TemporaryFolder();
        using var slide = SlideReaders.Open(Pyramid(folder, 300, 260));
        Assert.Multiple(() =>
        {
            Assert.That(() => slide.ReadRegion(9, 0, 0, 2, 2, new byte[12]), Throws.TypeOf<ConcordArgumentException>());
            Assert.That(() => slide.ReadRegion(0, 0, 0, 0, 2, []), Throws.TypeOf<ConcordArgumentException>());
            Assert.That(() => slide.ReadRegion(0, 0, 0, 2, 2, new byte[11]), Throws.TypeOf<ConcordArgumentException>());
        });
    }

    [Test]
    public void RegionPlan_AnyLevels_IsNeverCoarserThanWanted()
    {
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var levels = new List<SlideLevel> { new(100_000, 80_000, 1) };
            for (var i = 0; i < random.Next(5); i++) levels.Add(new SlideLevel(1, 1, levels[^1].Downsample * (1 + (3 * random.NextDouble()))));
            var (side, wanted) = (random.Next(1, 4000), random.Next(1, 1000));
            var plan = RegionPlan.Of(levels, side, side, wanted);
            var downsample = levels[plan.Level].Downsample;
            Assert.That(downsample, Is.LessThanOrEqualTo(1.01 * Math.Max(1, (double)side / wanted)));
            Assert.That(levels.Where(level => level.Downsample > downsample), Has.All.Property(nameof(SlideLevel.Downsample)).GreaterThan(1.01 * Math.Max(1, (double)side / wanted)));
            Assert.That(plan.Width, Is.EqualTo(Math.Max(1, Math.Round(side / downsample))));
        }
    }

    /// <summary>Nothing that a slide's label or its scanner's barcode says is reachable: the contract has no member for it.</summary>
    [Test]
    public void Contract_OfASlide_ShowsPixelsAndResolutionAlone() =>
        Assert.That(
            typeof(ISlide).GetMembers().Select(member => member.Name).Where(name => !name.StartsWith("get_", StringComparison.Ordinal)).Order(),
            Is.EqualTo(new[] { "Format", "Levels", "Mpp", "ObjectivePower", "ReadRegion" }));

    private static void ReadWhole(string path)
    {
        using var slide = SlideReaders.Open(path);
        for (var y = 0; y < slide.Levels[0].Height; y += 256)
        {
            for (var x = 0; x < slide.Levels[0].Width; x += 256) slide.ReadRegion(0, x, y, 256, 256, new byte[3 * 256 * 256]);
        }
    }

    private static string Pyramid(TemporaryFolder folder, int width, int height)
    {
        using var noise = Image.Gaussnoise(width, height, mean: 120, sigma: 30, seed: 4).Cast(Enums.BandFormat.Uchar);
        using var rgb = noise.Bandjoin(noise).Bandjoin(noise).Copy(interpretation: Enums.Interpretation.Srgb);
        var path = folder.At("pyramid.tif");
        rgb.Tiffsave(path, tile: true, pyramid: true, tileWidth: 128, tileHeight: 128, compression: Enums.ForeignTiffCompression.Deflate);
        return path;
    }
}
