using NetVips;

namespace Concord.Tests;

public sealed class ImageColourTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Read_TransparentPng_LiesOnWhite()
    {
        var read = Save("a.png", [200, 40, 40, 0], 4, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb);
        Assert.That(read.Pixels[..3], Is.EqualTo(new byte[] { 255, 255, 255 }));
    }

    [Test]
    public void Read_GreyPng_HasThreeEqualChannels()
    {
        var read = Save("a.png", [77], 1, Enums.BandFormat.Uchar, Enums.Interpretation.Bw);
        Assert.That(read.Pixels[..3], Is.EqualTo(new byte[] { 77, 77, 77 }));
    }

    [Test]
    public void Read_SixteenBitTiff_KeepsTheUpperByte()
    {
        var read = Save("a.tif", [0x8080, 0x4040, 0xFFFF], 3, Enums.BandFormat.Ushort, Enums.Interpretation.Rgb16);
        Assert.That(read.Pixels[..3], Is.EqualTo(new byte[] { 0x80, 0x40, 0xFF }));
    }

    [Test]
    public void Read_SixteenBitTransparentPng_LiesOnWhite()
    {
        var read = Save("a.png", [0, 0, 0, 0], 4, Enums.BandFormat.Ushort, Enums.Interpretation.Rgb16);
        Assert.That(read.Pixels[..3], Is.EqualTo(new byte[] { 255, 255, 255 }));
    }

    [Test]
    public void Read_CmykJpeg_IsRgb()
    {
        var read = Save("a.jpg", [0, 0, 0, 0], 4, Enums.BandFormat.Uchar, Enums.Interpretation.Cmyk);
        Assert.That(read.Pixels[..3], Has.All.GreaterThan(240));
    }

    [Test]
    public void Read_FloatTiff_IsRefused() => Assert.That(
        () => Save("a.tif", [0.5, 0.5, 0.5], 3, Enums.BandFormat.Float, Enums.Interpretation.Srgb),
        Throws.InstanceOf<ConcordImageException>().With.Message.Contains("Float"));

    [TestCase(1, 6, 4)]
    [TestCase(3, 6, 4)]
    [TestCase(6, 4, 6)]
    [TestCase(8, 4, 6)]
    public void Read_ExifOrientation_TurnsTheImage(int orientation, int width, int height)
    {
        var path = _folder.At("turned.jpg");
        using (var image = Image.Black(6, 4, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb))
        {
            image.Mutate(m => m.Set(GValue.GIntType, "orientation", orientation)).Jpegsave(path);
        }

        var read = ImageFile.Read(path);
        Assert.That((read.Width, read.Height), Is.EqualTo((width, height)));
        Assert.That(ImageFile.ReadHeader(path), Is.EqualTo(new ImageHeader(width, height, "JPEG")));
    }

    private RgbImage Save(string name, double[] pixel, int bands, Enums.BandFormat format, Enums.Interpretation interpretation)
    {
        Vips.EnsureReady();
        using var black = Image.Black(8, 8, bands: bands);
        using var image = (black + pixel).Cast(format).Copy(interpretation: interpretation);
        image.WriteToFile(_folder.At(name));
        return ImageFile.Read(_folder.At(name));
    }
}
