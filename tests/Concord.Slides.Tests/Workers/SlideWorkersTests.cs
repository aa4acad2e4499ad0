using System.Buffers.Binary;

namespace Concord.Tests;

/// <summary>The real worker: what comes through it is what comes without it.</summary>
public sealed class SlideWorkersTests : WorkersTest
{
    [TestCase("cmu-1-small-region.svs")]
    [TestCase("tcga-cr-7395-01a-01-ts1.svs")]
    [TestCase("boxes.tiff")]
    public void Open_RealSlide_IsTheSlideOfThisProcess(string file)
    {
        var path = TestData.Require("wsi", file);
        using var expected = SlideReaders.Open(path);
        using var slide = Workers.Open(path);
        Assert.Multiple(() =>
        {
            Assert.That(Workers.IsWholeSlide(path), Is.True);
            Assert.That(slide.Levels, Is.EqualTo(expected.Levels));
            Assert.That((slide.Mpp, slide.ObjectivePower, slide.Format), Is.EqualTo((expected.Mpp, expected.ObjectivePower, expected.Format)));
            foreach (var (level, x, y, width, height) in new[] { (0, 0L, 0L, 224, 224), (0, -30L, 100L, 61, 1), (expected.Levels.Count - 1, 10L, 20L, 100, 77) })
            {
                Assert.That(Region(slide, level, x, y, width, height), Is.EqualTo(Region(expected, level, x, y, width, height)));
            }
        });
    }

    [Test]
    public void ReadRegion_LargerThanAFrame_ComesInPieces()
    {
        var path = TestData.Require("wsi", "cmu-1-small-region.svs");
        using var expected = SlideReaders.Open(path);
        using var slide = Workers.Open(path);
        Assert.That(Region(slide, 0, -500, -500, 3000, 3500).AsSpan().SequenceEqual(Region(expected, 0, -500, -500, 3000, 3500)), Is.True);
    }

    [TestCase(60, 45)]
    [TestCase(2400, 2000)]
    public void Decoder_Image_GivesThePixelsOfThisProcess(int width, int height)
    {
        ImageFile.WritePng(TestImage.Waves(width, height), Folder.At("a.png"));
        using var workers = new SlideWorkers(new SlideWorkerOptions { PlainImages = true }, ImageLimits.Default);
        var decoder = workers.Decoder();
        decoder.Read(Folder.At("a.png"));
        Assert.That(workers.Started, Is.EqualTo(1));
        var expected = ImageFile.Read(Folder.At("a.png"));
        Assert.That((decoder.Width, decoder.Height), Is.EqualTo((width, height)));
        Assert.That(decoder.Pixels.SequenceEqual(expected.Pixels), Is.True);
    }

    [Test]
    public void Decoder_OfFormats_TakesTiffToWorkersByContentAndLeavesOthersHere()
    {
        ImageFile.WritePng(TestImage.Waves(60, 45), Folder.At("a.png"));
        using var image = NetVips.Image.NewFromFile(Folder.At("a.png"));
        image.Tiffsave(Folder.At("tiff.jpg"));
        var decoder = Workers.Decoder();
        decoder.Read(Folder.At("a.png"));
        var expected = decoder.Pixels.ToArray();
        Assert.That(Workers.Started, Is.Zero);
        decoder.Read(Folder.At("tiff.jpg"));
        Assert.That(Workers.Started, Is.EqualTo(1));
        Assert.That(decoder.Pixels.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Open_BadFiles_GivesTheReasonOfThisProcess()
    {
        var text = Folder.Write("text.svs", "this is no slide");
        var empty = Folder.Write("empty.tif", "");
        foreach (var path in new[] { text, empty, Folder.Path })
        {
            var expected = Assert.Throws<SlideException>(() => SlideReaders.Open(path));
            Assert.That(() => Workers.Open(path), Throws.TypeOf<SlideException>().With.Message.EqualTo(expected.Message), path);
        }

        Assert.That(() => Workers.Open(Folder.At("absent.svs")), Throws.TypeOf<ConcordNotFoundException>());
        Assert.That(() => Workers.Decoder().Read(Folder.At("absent.png")), Throws.TypeOf<ConcordNotFoundException>());
        Assert.That(() => Workers.Decoder().Read(text), Throws.TypeOf<ConcordImageException>());
        Assert.That(Workers.Started, Is.EqualTo(1), "a bad file is no reason to end a worker");
    }

    [Test]
    public void ReadRegion_OfALevelThatIsNotThere_IsTheCallersMistakeAndTheSlideGoesOn()
    {
        ImageFile.WritePng(TestImage.Waves(50, 50), Folder.At("a.png"));
        using var slide = Workers.Open(Folder.At("a.png"));
        Assert.That(() => Region(slide, 1, 0, 0, 5, 5), Throws.TypeOf<ConcordArgumentException>());
        Assert.That(Region(slide, 0, 0, 0, 50, 50), Is.EqualTo(ImageFile.Read(Folder.At("a.png")).Pixels));
    }

    [TestCase("huge.tif", 0x80000000u)]
    [TestCase("huge.svs", 0x80000000u)]
    [TestCase("huge.tif", 0x7FFFFFFFu)]
    [TestCase("huge.svs", 0x7FFFFFFFu)]
    public void Open_TiffThatClaims2To31_IsRefused(string name, uint side)
    {
        File.WriteAllBytes(Folder.At(name), ClaimingTiff(side, levels: 2));
        Assert.That(() => Look(name), Throws.TypeOf<SlideException>());
        ImageFile.WritePng(TestImage.Waves(50, 50), Folder.At("good.png"));
        Assert.That(() => Workers.Open(Folder.At("good.png")).Dispose(), Throws.Nothing);
    }

    [Test]
    public void ReadRegion_SlideThatShrinksWhileRead_FailsForItAloneOrReadsOn()
    {
        var whole = File.ReadAllBytes(TestData.Require("wsi", "cmu-1-small-region.svs"));
        var path = Folder.At("shrinks.svs");
        File.WriteAllBytes(path, whole);
        using (var slide = Workers.Open(path))
        {
            Region(slide, 0, 0, 0, 224, 224);
            using (var file = File.OpenWrite(path)) file.SetLength(whole.Length / 10);
            Assert.That(() => Region(slide, 0, 1800, 2500, 224, 224), Throws.TypeOf<SlideException>());
            Assert.That(() => Region(slide, 0, 0, 0, 224, 224), Throws.TypeOf<SlideException>(), "OpenSlide's error stays");
        }

        File.WriteAllBytes(path, whole);
        using var again = Workers.Open(path);
        Assert.That(() => Region(again, 0, 1800, 2500, 224, 224), Throws.Nothing);
    }

    [Test]
    public void Take_ProgramThatIsNotThere_SaysWhichAndWhatToDo()
    {
        using var workers = new SlideWorkers(new SlideWorkerOptions { Program = Folder.At("absent") }, ImageLimits.Default);
        Assert.That(() => workers.Open("a.svs"), Throws.TypeOf<ConcordUnsupportedException>().With.Message.Contains("--no-isolation").And.Message.Contains(Folder.At("absent")));
    }

    [Test]
    public void Take_ProgramThatIsNoWorker_SaysSo()
    {
        using var workers = new SlideWorkers(new SlideWorkerOptions { Program = "/bin/true" }, ImageLimits.Default);
        Assert.That(() => workers.Open("a.svs"), Throws.TypeOf<ConcordUnsupportedException>().With.Message.Contains("/bin/true does not start"));
    }

    private void Look(string name)
    {
        if (Workers.IsWholeSlide(Folder.At(name))) Workers.Open(Folder.At(name)).Dispose();
        else Workers.Decoder().Read(Folder.At(name));
    }

    /// <summary>A tiled TIFF of a few hundred bytes whose directories claim side × side pixels, and a quarter.</summary>
    private static byte[] ClaimingTiff(uint side, int levels)
    {
        using var tiff = new MemoryStream();
        tiff.Write([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
        for (var level = 0; level < levels; level++)
        {
            (ushort Tag, uint Value)[] entries =
            [
                (254, level == 0 ? 0u : 1u), (256, side >> (2 * level)), (257, side >> (2 * level)), (258, 8), (259, 1), (262, 1), (277, 1), (322, 256), (323, 256), (324, 8), (325, 100),
            ];
            var directory = new byte[2 + (12 * entries.Length) + 4];
            BinaryPrimitives.WriteUInt16LittleEndian(directory, (ushort)entries.Length);
            for (var i = 0; i < entries.Length; i++)
            {
                var entry = directory.AsSpan(2 + (12 * i), 12);
                BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
                BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], 4);
                BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], 1);
                BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], entries[i].Value);
            }

            var next = level + 1 < levels ? (uint)(tiff.Length + directory.Length) : 0;
            BinaryPrimitives.WriteUInt32LittleEndian(directory.AsSpan(directory.Length - 4), next);
            tiff.Write(directory);
        }

        return tiff.ToArray();
    }
}
