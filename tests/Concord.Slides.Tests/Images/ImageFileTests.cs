namespace Concord.Tests;

public sealed class ImageFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Read_PngJustWritten_GivesTheSamePixels()
    {
        var image = TestImage.Waves(37, 23);
        ImageFile.WritePng(image, _folder.At("a.png"));
        var read = ImageFile.Read(_folder.At("a.png"));
        Assert.That((read.Width, read.Height), Is.EqualTo((37, 23)));
        Assert.That(read.Pixels, Is.EqualTo(image.Pixels));
    }

    [Test]
    public void Read_JpegJustWritten_IsCloseToTheImage()
    {
        var image = TestImage.Waves(64, 48);
        ImageFile.WriteJpeg(image, _folder.At("a.jpg"), 95);
        var read = ImageFile.Read(_folder.At("a.jpg"));
        var mean = read.Pixels.Zip(image.Pixels, (a, b) => Math.Abs(a - b)).Average();
        Assert.That(mean, Is.LessThan(3));
    }

    [Test]
    public void Read_NameWithBrackets_IsNotTakenForOptions()
    {
        var path = _folder.At("tile[page=1].png");
        ImageFile.WritePng(TestImage.Waves(8, 8), path);
        Assert.That(ImageFile.Read(path).Width, Is.EqualTo(8));
    }

    [Test]
    public void Read_ManyThreads_GiveTheSamePixels()
    {
        var path = _folder.At("a.jpg");
        ImageFile.WriteJpeg(TestImage.Waves(128, 96), path);
        var first = ImageFile.Read(path).Pixels;
        Parallel.For(0, 64, i => Assert.That(ImageFile.Read(path).Pixels, Is.EqualTo(first)));
    }

    [Test]
    public void ReadHeader_OfTile_GivesSizeAndFormat()
    {
        ImageFile.WriteJpeg(TestImage.Waves(33, 21), _folder.At("a.jpg"));
        Assert.That(ImageFile.ReadHeader(_folder.At("a.jpg")), Is.EqualTo(new ImageHeader(33, 21, "JPEG")));
    }

    [Test]
    public void Crop_OutsideTheImage_IsRefused() =>
        Assert.That(() => TestImage.Waves(8, 8).Crop(4, 4, 5, 4), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("4,4,5,4"));

    [Test]
    public void Crop_Inside_GivesThosePixels()
    {
        var image = TestImage.Waves(9, 7);
        var cut = image.Crop(2, 3, 4, 2);
        Assert.That(cut.Pixels.AsSpan(0, 3).ToArray(), Is.EqualTo(image.Pixels.AsSpan(3 * ((3 * 9) + 2), 3).ToArray()));
    }

    [TestCase("a.JPG", true)]
    [TestCase("a.jpeg", true)]
    [TestCase("a.webp", true)]
    [TestCase("labels.csv", false)]
    [TestCase("jpg", false)]
    public void HasImageExtension_Name_Is(string name, bool expected) => Assert.That(ImageFile.HasImageExtension(name), Is.EqualTo(expected));

    [Test]
    public void Read_LungTile_Is224Square()
    {
        var tile = Directory.EnumerateFiles(TestData.Require("lung_tiles", "lung_n")).Order(StringComparer.Ordinal).First();
        Assert.That(ImageFile.Read(tile).Pixels, Has.Length.EqualTo(3 * 224 * 224));
    }
}
