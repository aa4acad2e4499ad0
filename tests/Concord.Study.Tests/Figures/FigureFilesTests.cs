namespace Concord.Study.Tests.Figures;

[TestFixture]
internal sealed class FigureFilesTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-figures").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Write_AFigure_ThePictureShowsTheDrawingAtTwiceItsSize()
    {
        if (SvgPicture.WhyNot is { } reason) Assert.Ignore($"skipped: {reason}");
        var svg = new SvgDrawing();
        svg.Box(0, 0, 30, 40, "#0072B2");
        var files = FigureFiles.Write(_folder, [new Figure("a", "A", "a box", svg.Finish(60, 40, "a box", synthetic: false))]);
        var picture = ImageFile.Read(files.Pictures.Single());
        Assert.That((picture.Width, picture.Height, files.NoPictures), Is.EqualTo((120, 80, (string?)null)));
        Assert.That(picture.Pixels.AsSpan(3 * ((40 * 120) + 30), 3).ToArray(), Is.EqualTo(new byte[] { 0x00, 0x72, 0xB2 }));
        Assert.That(picture.Pixels.AsSpan(3 * ((40 * 120) + 90), 3).ToArray(), Is.EqualTo(new byte[] { 255, 255, 255 }));
    }

    [Test]
    public void Write_NamesThatMeet_KeepsBothFigures()
    {
        var files = FigureFiles.Write(_folder, [Blank("a-b"), Blank("A-b"), Blank("a-b")]);
        Assert.That(files.Drawings.Select(Path.GetFileName), Is.EqualTo(new[] { "a-b.svg", "A-b-2.svg", "a-b-3.svg" }));
        Assert.That(files.Drawings, Is.All.Exist);
        Assert.That(Directory.EnumerateFiles(_folder, "*.unfinished"), Is.Empty);
    }

    [Test]
    public void Write_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(() => FigureFiles.Write(_folder, [Blank("a")], source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static Figure Blank(string name) => new(name, name, name, new SvgDrawing().Finish(10, 10, name, synthetic: false));
}
