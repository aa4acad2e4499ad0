namespace Concord.Tests.Radiology;

[TestFixture]
internal sealed class SeriesFileTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-series").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Percentiles_ATenthOfThePixelsBright_CutsTheExtremesOnly()
    {
        var values = Enumerable.Range(0, 1000).Select(i => (float)i).Append(1e6f).ToArray();
        Assert.That(GreyStretch.Percentiles(new GreyImage(1001, 1, values)), Is.EqualTo(new GreyWindow(10, 990)));
    }

    [Test]
    public void Apply_WindowOfAHundred_IsLinearWithin()
    {
        var image = new GreyImage(5, 1, new float[] { -10, 0, 50, 100, float.NaN });
        var grey = GreyStretch.Apply(image, new GreyWindow(0, 100)).Pixels.Where((_, i) => i % 3 == 0);
        Assert.That(grey, Is.EqualTo(new byte[] { 0, 0, 128, 255, 0 }));
        var white = GreyStretch.Apply(image with { LeastIsWhite = true }, new GreyWindow(0, 100)).Pixels.Where((_, i) => i % 3 == 0);
        Assert.That(white.Take(4), Is.EqualTo(new byte[] { 255, 255, 127, 0 }));
    }

    [Test]
    public void Percentiles_OneValue_GivesAPicture()
    {
        var image = new GreyImage(2, 2, new float[] { 7, 7, 7, 7 });
        Assert.That(GreyStretch.Apply(image, GreyStretch.Percentiles(image)).Pixels, Is.All.EqualTo(128));
    }

    [Test]
    public void Read_GreyPicture_KeepsItsValues()
    {
        var path = Path.Combine(_folder, "a.png");
        ImageFile.WritePng(new RgbImage(3, 1, [0, 0, 0, 100, 100, 100, 255, 255, 255]), path);
        Assert.That(SeriesFile.Read(path).Values.ToArray(), Is.EqualTo(new float[] { 0, 100, 255 }).Within(1));
    }

    [Test]
    public void Read_NoImage_NamesTheFile()
    {
        var path = Path.Combine(_folder, "a.txt");
        File.WriteAllText(path, "no image at all");
        Assert.That(() => SeriesFile.Read(path), Throws.TypeOf<ConcordImageException>().With.Message.Contains("a.txt"));
        Assert.That(() => SeriesFile.Read(path + ".gone"), Throws.TypeOf<ConcordNotFoundException>());
    }
}
