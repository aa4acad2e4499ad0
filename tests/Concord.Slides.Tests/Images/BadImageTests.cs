namespace Concord.Tests;

public sealed class BadImageTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Read_NoSuchFile_IsNotFound() => Assert.That(() => ImageFile.Read(_folder.At("none.png")), Throws.InstanceOf<ConcordNotFoundException>());

    [Test]
    public void Read_Folder_IsRefused() => Expect(_folder.Path, "folder");

    [Test]
    public void Read_ZeroBytes_IsRefused() => Expect(Write("empty.jpg", []), "empty");

    [Test]
    public void Read_Text_IsRefused() => Expect(Write("notes.jpg", "not an image"u8.ToArray()), "not an image");

    [Test]
    public void Read_Svg_IsRefusedByItsContent() => Expect(Write("drawing.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()), "not an image");

    [Test]
    public void Read_TruncatedJpeg_IsRefused() => Expect(Write("cut.jpg", BadImages.Truncated(ImageFile.EncodeJpeg(TestImage.Waves(256, 256)))), "damaged or cut off");

    [Test]
    public void Read_TruncatedPng_IsRefused() => Expect(Write("cut.png", BadImages.Truncated(ImageFile.EncodePng(TestImage.Waves(256, 256)))), "damaged or cut off");

    [Test]
    public void Read_EveryLengthOfAJpeg_IsReadOrRefused()
    {
        var whole = ImageFile.EncodeJpeg(TestImage.Waves(40, 40), 60);
        for (var length = 0; length < whole.Length - 2; length += 7)
        {
            var path = Write("cut.jpg", whole[..length]);
            Assert.That(() => ImageFile.Read(path), Throws.InstanceOf<ConcordImageException>(), $"{length} of {whole.Length} bytes");
        }
    }

    [Test]
    public void Read_Claiming60000Squared_IsRefusedFromItsHeader()
    {
        var path = Write("huge.png", BadImages.ClaimingPng(60_000, 60_000));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Expect(path, "60000 x 60000");
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void Read_AboveTheGivenLimit_IsRefused()
    {
        var path = _folder.At("a.png");
        ImageFile.WritePng(TestImage.Waves(20, 20), path);
        Assert.That(() => ImageFile.Read(path, new ImageLimits(399)), Throws.InstanceOf<ConcordImageException>());
        Assert.That(ImageFile.Read(path, new ImageLimits(400)).Width, Is.EqualTo(20));
    }

    [TestCase("broken.svs")]
    [TestCase("unopenable.tiff")]
    [TestCase("unreadable.svs")]
    public void Read_DamagedSlide_IsRefused(string name) => Expect(TestData.Require("wsi", name), "");

    [Test]
    public void Read_Dicom_IsRefusedByName() => Expect(TestData.Require("dicom", "MR_small.dcm"), "DICOM");

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.At(name), bytes);
        return _folder.At(name);
    }

    private static void Expect(string path, string reason)
    {
        var refusal = Assert.Throws<ConcordImageException>(() => ImageFile.Read(path));
        Assert.That(refusal!.File, Is.EqualTo(path));
        Assert.That(refusal.Reason, Does.Contain(reason));
    }
}
