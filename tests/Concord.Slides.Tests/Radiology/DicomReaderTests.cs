using System.Buffers.Binary;

namespace Concord.Tests.Radiology;

[TestFixture]
internal sealed class DicomReaderTests
{
    private const uint Undefined = 0xFFFFFFFF, Item = 0xFFFEE000, ItemEnd = 0xFFFEE00D, SequenceEnd = 0xFFFEE0DD;

    [TestCase(true)]
    [TestCase(false)]
    public void Parse_BothTypings_ReadsThePixels(bool explicitTypes)
    {
        var image = DicomReader.Parse(DicomBytes.Image(explicitTypes, pixels: [0, 1, 2, 30, 400, 5000]).File());
        Assert.That((image.Width, image.Height, image.LeastIsWhite, image.Window), Is.EqualTo((3, 2, false, (GreyWindow?)null)));
        Assert.That(image.Values.ToArray(), Is.EqualTo(new float[] { 0, 1, 2, 30, 400, 5000 }));
    }

    [Test]
    public void Parse_SignedAndRescaled_GivesTheUnit()
    {
        var file = new DicomBytes().Text(0x00281050, "DS", "40\\80").Text(0x00281051, "DS", "400\\2000").Text(0x00281052, "DS", "-1024").Text(0x00281053, "DS", "2");
        var bytes = file.Raw(BodyOf(DicomBytes.Image(true, "MONOCHROME1", true, -5, 0, 1, 2, 3, 32767))).File();
        var image = DicomReader.Parse(bytes);
        Assert.That(image.Values.ToArray(), Is.EqualTo(new float[] { -1034, -1024, -1022, -1020, -1018, 64510 }));
        Assert.That((image.LeastIsWhite, image.Window), Is.EqualTo((true, (GreyWindow?)new GreyWindow(40 - 0.5 - 199.5, 40 - 0.5 + 199.5))));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Parse_SequencesOfUnknownLength_ArePassedOver(bool explicitTypes)
    {
        var nested = new DicomBytes(explicitTypes).Element(0x00400100, "SQ", [], Undefined)
            .Raw(DicomBytes.Tag(Item, Undefined)).Text(0x00400001, "AE", "INNER").Raw(DicomBytes.Tag(ItemEnd, 0)).Raw(DicomBytes.Tag(SequenceEnd, 0));
        var outer = new DicomBytes(explicitTypes).Element(0x00081140, "SQ", [], Undefined)
            .Raw(DicomBytes.Tag(Item, Undefined)).Raw(BodyOf(nested)).Raw(DicomBytes.Tag(ItemEnd, 0))
            .Raw(DicomBytes.Tag(Item, 4)).Raw(1, 2, 3, 4).Raw(DicomBytes.Tag(SequenceEnd, 0));
        var image = DicomReader.Parse(outer.Raw(BodyOf(DicomBytes.Image(explicitTypes, pixels: [9, 8, 7, 6, 5, 4]))).File());
        Assert.That(image.Values.ToArray(), Is.EqualTo(new float[] { 9, 8, 7, 6, 5, 4 }));
    }

    [Test]
    public void Parse_SequencesWithoutEnd_AreRefusedBeforeTheStackIs()
    {
        var bomb = new DicomBytes();
        for (var i = 0; i < 10_000; i++) bomb.Element(0x00081140, "SQ", [], Undefined).Raw(DicomBytes.Tag(Item, Undefined));
        Assert.That(() => DicomReader.Parse(bomb.File()), Throws.TypeOf<SeriesException>().With.Message.Contains("nested"));
    }

    [TestCase("1.2.840.10008.1.2.4.70", "compressed")]
    [TestCase("1.2.840.10008.1.2.2", "big-endian")]
    [TestCase("1.2.840.10008.1.2.1.99", "deflated")]
    public void Parse_SyntaxNotRead_SaysWhatToDo(string syntax, string word) => Assert.That(
        () => DicomReader.Parse(new DicomBytes { Syntax = syntax }.File()), Throws.TypeOf<SeriesException>().With.Message.Contains(word));

    [Test]
    public void Parse_SeveralFrames_SaysHowMany() => Assert.That(
        () => DicomReader.Parse(new DicomBytes().Text(0x00280008, "IS", "42").Raw(BodyOf(DicomBytes.Image(pixels: [0, 0, 0, 0, 0, 0]))).File()),
        Throws.TypeOf<SeriesException>().With.Message.Contains("42 frames"));

    [Test]
    public void Parse_TooFewPixels_SaysHowMany() => Assert.That(
        () => DicomReader.Parse(DicomBytes.Image(pixels: [0, 0, 0, 0, 0]).File()), Throws.TypeOf<SeriesException>().With.Message.Contains("10 bytes of 12"));

    [Test]
    public void Parse_Colour_IsRefused() => Assert.That(
        () => DicomReader.Parse(DicomBytes.Image(true, "RGB", false, 0, 0, 0, 0, 0, 0).File()), Throws.TypeOf<SeriesException>().With.Message.Contains("monochrome"));

    [Test]
    public void Parse_CutAnywhere_ThrowsSeriesException()
    {
        var whole = DicomBytes.Image(pixels: [0, 1, 2, 30, 400, 5000]).File();
        for (var length = 0; length < whole.Length; length++)
            Assert.That(() => DicomReader.Parse(whole.AsSpan(0, length)), Throws.TypeOf<SeriesException>(), $"cut to {length} bytes");
    }

    [Test]
    public void Parse_BytesChangedAtRandom_ReadsOrThrowsSeriesException()
    {
        var random = new Random(20260312);
        foreach (var explicitTypes in new[] { true, false })
        {
            var whole = new DicomBytes(explicitTypes).Element(0x00081140, "SQ", [], Undefined).Raw(DicomBytes.Tag(Item, Undefined)).Text(0x00400001, "AE", "INNER")
                .Raw(DicomBytes.Tag(ItemEnd, 0)).Raw(DicomBytes.Tag(SequenceEnd, 0)).Text(0x00281050, "DS", "40").Text(0x00281051, "DS", "400")
                .Raw(BodyOf(DicomBytes.Image(explicitTypes, pixels: [0, 1, 2, 30, 400, 5000]))).File();
            for (var trial = 0; trial < 20_000; trial++) Mutate(whole, random, trial);
        }
    }

    [TestCase("MR_small.dcm", 64, 64)]
    [TestCase("CT_small.dcm", 128, 128)]
    public void Read_RealSlice_AgreesWithTheBytesBehindItsPixelTag(string name, int width, int height)
    {
        var path = TestData.Require("dicom", name);
        var image = SeriesFile.Read(path);
        var file = File.ReadAllBytes(path);
        var at = file.AsSpan().IndexOf((byte[])[0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W']) + 12;
        var stored = Enumerable.Range(0, width * height).Select(i => (float)BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(at + (2 * i)))).ToArray();
        var offset = image.Values.Span[0] - stored[0];
        Assert.That((image.Width, image.Height), Is.EqualTo((width, height)));
        Assert.That(image.Values.ToArray(), Is.EqualTo(stored.Select(value => value + offset)), "but for the intercept");
        var preview = SeriesFile.ReadPreview(path);
        Assert.That(preview.Pixels.Distinct().Count(), Is.GreaterThan(50), "a picture, not black");
    }

    [Test]
    public void Read_RealSlideInDicom_IsRefusedWithAReason() => Assert.That(
        () => SeriesFile.Read(TestData.Require("dicom", "wsi_small.dcm")), Throws.TypeOf<ConcordImageException>().With.Message.Contains("wsi_small.dcm"));

    /// <summary>What was written between the meta group and the end.</summary>
    private static byte[] BodyOf(DicomBytes file)
    {
        var bytes = file.File();
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(138));
        return bytes[(140 + length)..];
    }

    private static void Mutate(byte[] whole, Random random, int trial)
    {
        var bytes = whole.ToArray();
        for (var i = random.Next(1, 5); i > 0; i--) bytes[random.Next(132, bytes.Length)] = (byte)random.Next(256);
        try
        {
            var image = DicomReader.Parse(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length + 1) : bytes.Length));
            Assert.That(image.Values.Length, Is.EqualTo(image.Width * image.Height));
            _ = GreyStretch.Apply(image, image.Window ?? GreyStretch.Percentiles(image));
        }
        catch (SeriesException)
        {
            // What a damaged file may do; anything else fails the test.
        }
        catch (Exception other) when (other is not AssertionException)
        {
            Assert.Fail($"trial {trial}: {other}");
        }
    }
}
