using System.Buffers.Binary;
using NetVips;

namespace Concord.Tests;

/// <summary>Level 0 decoded beside OpenSlide: OpenSlide's pixels, or none.</summary>
public sealed class JpegTilesTests
{
    private const int ByteCounts = 325;
    private const int Photometric = 262;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase(300, 200, 64, 75, Description = "chroma at half the resolution, tiles cut by both edges")]
    [TestCase(256, 128, 128, 95, Description = "full chroma, whole tiles")]
    [TestCase(20, 10, 16, 90)]
    public void Read_JpegTiles_AreOpenSlidesPixels(int width, int height, int tile, int quality)
    {
        var path = Slide(width, height, tile, quality);
        using var slide = new OpenSlideReader().Open(path);

        var image = JpegTiles.Read(path, slide);

        Assert.That(image?.Pixels, Is.EqualTo(Whole(slide)));
    }

    [Test]
    public void Read_RealSlide_IsOpenSlidesPixels()
    {
        var path = TestData.Require("wsi", "cmu-1-small-region.svs");
        using var slide = new OpenSlideReader().Open(path);

        Assert.That(JpegTiles.Read(path, slide)?.Pixels.AsSpan().SequenceEqual(Whole(slide)), Is.True);
    }

    [Test]
    public void Read_OtherCompressionOrNoTiff_IsLeftToOpenSlide()
    {
        var path = _folder.At("deflate.svs");
        using (var image = Waves(100, 80)) image.Tiffsave(path, tile: true, tileWidth: 64, tileHeight: 64, compression: Enums.ForeignTiffCompression.Deflate);
        using var slide = new OpenSlideReader().Open(path);

        Assert.That(JpegTiles.Read(path, slide), Is.Null);
        Assert.That(JpegTiles.Read(_folder.Write("text.svs", "no TIFF at all"), slide), Is.Null);
        Assert.That(JpegTiles.Read(_folder.At("absent.svs"), slide), Is.Null);
    }

    [Test]
    public void Read_MissingTile_IsLeftToOpenSlide()
    {
        // Of Aperio's slides OpenSlide leaves such tiles white; of others it refuses the slide.
        var path = _folder.At("a.svs");
        File.WriteAllBytes(path, File.ReadAllBytes(TestData.Require("wsi", "cmu-1-small-region.svs")));
        Patch(path, (tiff, entry) => BinaryPrimitives.WriteUInt32LittleEndian(Value(tiff, entry)[(4 * 60)..], 0), ByteCounts);
        using var slide = new OpenSlideReader().Open(path);

        Assert.That(JpegTiles.Read(path, slide), Is.Null);
        Assert.That(Kept(path).AsSpan().SequenceEqual(Whole(slide)), Is.True);
    }

    [Test]
    public void Open_TileOfDamagedData_IsRefusedAsOpenSlideRefusesIt()
    {
        var path = Slide(300, 200, 64, 75);
        Patch(path, (tiff, entry) => tiff.AsSpan((int)BinaryPrimitives.ReadUInt32LittleEndian(Value(tiff, entry)[(4 * 7)..]) + 200, 100).Clear(), tag: 324);
        using var slide = new OpenSlideReader().Open(path);
        var refused = Assert.Throws<SlideException>(() => Whole(slide));

        Assert.That(() => Kept(path), Throws.TypeOf<SlideException>().With.Message.EqualTo(refused.Message));
    }

    [Test]
    public void Open_OtherColoursThanTheTiffSays_AreOpenSlides()
    {
        var path = Slide(100, 80, 64, 90);
        Patch(path, (tiff, entry) => BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(entry + 8), 2), Photometric);
        using var slide = new OpenSlideReader().Open(path);

        Assert.That(Kept(path), Is.EqualTo(Whole(slide)));
    }

    [Test]
    public void Read_TiffCutOffAtAnyPlace_NeverThrows()
    {
        var whole = Slide(100, 80, 64, 90);
        using var slide = new OpenSlideReader().Open(whole);
        var bytes = File.ReadAllBytes(whole);
        for (var length = 0; length < bytes.Length; length += 61)
        {
            File.WriteAllBytes(_folder.At("cut.svs"), bytes[..length]);
            Assert.That(() => JpegTiles.Read(_folder.At("cut.svs"), slide), Throws.Nothing, $"cut at {length}");
        }
    }

    [Test]
    public void Read_RandomDamage_IsOpenSlidesPixelsOrNothing()
    {
        var whole = File.ReadAllBytes(Slide(150, 100, 64, 75));
        var random = new Random(20);
        var accepted = 0;
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var hits = 0; hits < 1 + (i % 3); hits++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder.At("b.svs"), bytes);
            if (Opened(_folder.At("b.svs")) is not { } slide) continue;
            using (slide)
            {
                if (JpegTiles.Read(_folder.At("b.svs"), slide) is not { } image) continue;
                accepted++;
                Assert.That(image.Pixels, Is.EqualTo(Whole(slide)), $"variant {i}");
            }
        }

        Assert.That(accepted, Is.GreaterThan(50), "else nothing was compared");
    }

    private static ISlide? Opened(string path)
    {
        try
        {
            return new OpenSlideReader().Open(path);
        }
        catch (SlideException)
        {
            return null;
        }
    }

    /// <summary>Level 0 as it is once tissue was looked for in it.</summary>
    private static byte[] Kept(string path)
    {
        using var slide = new InProcessSlides(ImageLimits.Default).Open(path);
        LevelShrinker.Shrink(slide, 0, 8, CancellationToken.None);
        return Whole(slide);
    }

    private static byte[] Whole(ISlide slide)
    {
        var (width, height) = ((int)slide.Levels[0].Width, (int)slide.Levels[0].Height);
        var rgb = new byte[3 * width * height];
        slide.ReadRegion(0, 0, 0, width, height, rgb);
        return rgb;
    }

    private string Slide(int width, int height, int tile, int quality)
    {
        var path = _folder.At("a.svs");
        using var image = Waves(width, height);
        image.Tiffsave(path, tile: true, tileWidth: tile, tileHeight: tile, compression: Enums.ForeignTiffCompression.Jpeg, q: quality);
        return path;
    }

    private Image Waves(int width, int height)
    {
        ImageFile.WritePng(TestImage.Waves(width, height), _folder.At("waves.png"));
        return Image.NewFromFile(_folder.At("waves.png"));
    }

    /// <summary>Changes the file where the entry of a tag stands in its first directory.</summary>
    private static void Patch(string path, Action<byte[], int> change, int tag)
    {
        var tiff = File.ReadAllBytes(path);
        var directory = (int)BinaryPrimitives.ReadUInt32LittleEndian(tiff.AsSpan(4));
        var entry = Enumerable.Range(0, BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(directory))).Select(i => directory + 2 + (12 * i))
            .Single(at => BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(at)) == tag);
        change(tiff, entry);
        File.WriteAllBytes(path, tiff);
    }

    private static Span<byte> Value(byte[] tiff, int entry) => tiff.AsSpan((int)BinaryPrimitives.ReadUInt32LittleEndian(tiff.AsSpan(entry + 8)));
}
