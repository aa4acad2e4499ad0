namespace Concord.Slides.Tests.Images;

public sealed class SvgPictureTests
{
    [Test]
    public void Png_ADrawing_HasItsColoursAtTwiceItsSize()
    {
        RequireDrawing();
        var image = Decode(SvgPicture.Png(Drawing("<rect x=\"10\" y=\"0\" width=\"10\" height=\"10\" style=\"fill:#0072B2\"/>"), 2));
        Assert.That((image.Width, image.Height), Is.EqualTo((40, 20)));
        Assert.That(Pixel(image, 5, 10), Is.EqualTo((255, 255, 255)), "what is not drawn is white");
        Assert.That(Pixel(image, 30, 10), Is.EqualTo((0x00, 0x72, 0xB2)));
    }

    [Test]
    public void Png_AnImageInside_IsDrawn()
    {
        RequireDrawing();
        var grey = Enumerable.Repeat((byte)90, 3 * 8 * 8).ToArray();
        var uri = "data:image/jpeg;base64," + Convert.ToBase64String(ImageFile.EncodeJpeg(new RgbImage(8, 8, grey)));
        var image = Decode(SvgPicture.Png(Drawing($"<image x=\"0\" y=\"0\" width=\"10\" height=\"10\" href=\"{uri}\"/>")));
        Assert.That(Pixel(image, 5, 5).R, Is.EqualTo(90).Within(3));
        Assert.That(Pixel(image, 15, 5), Is.EqualTo((255, 255, 255)));
    }

    [Test]
    public void Png_OtherLetters_DrawOtherPixels()
    {
        RequireDrawing();
        static byte[] Of(string letter) => Decode(SvgPicture.Png(Drawing($"<text x=\"2\" y=\"9\" style=\"font-size:10px;font-family:sans-serif\">{letter}</text>"), 4)).Pixels;
        Assert.That(Of("I"), Is.Not.EqualTo(Of("M")));
    }

    [TestCase(""), TestCase("not a drawing"), TestCase("<svg xmlns=\"http://www.w3.org/2000/svg\">")]
    public void Png_NoSvg_IsRefused(string text)
    {
        RequireDrawing();
        Assert.That(() => SvgPicture.Png(text), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void Png_ScaleOfZero_IsRefused() => Assert.That(() => SvgPicture.Png(Drawing(""), 0), Throws.TypeOf<ConcordArgumentException>());

    /// <summary>Drawing our own must not open the door to drawings of others.</summary>
    [TestCase("drawing.svg"), TestCase("drawing.png")]
    public void ImageFile_ASvgFileAfterDrawing_IsStillRefused(string name)
    {
        RequireDrawing();
        var folder = Directory.CreateTempSubdirectory("concord-svg").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, Drawing("<rect width=\"10\" height=\"10\"/>"));
            _ = SvgPicture.Png(Drawing(""));
            Assert.That(() => ImageFile.Read(path), Throws.TypeOf<ConcordImageException>());
            Assert.That(() => NetVips.Image.NewFromFile(path), Throws.TypeOf<NetVips.VipsException>(), "nor does libvips open it");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RequireDrawing()
    {
        if (SvgPicture.WhyNot is { } reason) Assert.Ignore($"skipped: {reason}");
    }

    private static string Drawing(string inside) => $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\" width=\"20\" height=\"10\">{inside}</svg>";

    private static RgbImage Decode(byte[] png)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, png);
            return ImageFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int R, int G, int B) Pixel(RgbImage image, int x, int y)
    {
        var at = 3 * ((y * image.Width) + x);
        return (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]);
    }
}
