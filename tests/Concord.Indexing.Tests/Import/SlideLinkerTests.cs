using Concord.Indexing;

namespace Concord.Tests;

internal sealed class SlideLinkerTests : ImportFixture
{
    [Test]
    public void Run_FileOfTheSlidesName_GivesItsSizeAndPath()
    {
        using var collection = Imported("s");
        var path = Picture("slides/s.png", 120, 90);
        var report = SlideLinker.Run(collection, [Folder.At("slides")]);
        var slide = collection.Slide("s");
        Assert.That(report.Linked, Is.EqualTo(new[] { "s" }));
        Assert.That((slide.Source!.Path, slide.Width, slide.Height), Is.EqualTo((path, 120, 90)));
        Assert.That(collection.Tiles(), Has.All.Matches<TileInfo>(tile => tile.File == path));
        Assert.That(SlideLinker.Run(collection, [Folder.At("slides")]) is { Linked.Count: 0, Unmatched.Count: 0 }, "a second run finds nothing to do");
    }

    [Test]
    public void Run_MatchedUnmatchedAmbiguousAndWrong_AreTold()
    {
        using var collection = Imported("good", "absent", "twice", "small", "broken");
        Picture("slides/good.png", 120, 90);
        string[] twice = [Picture("slides/a/twice.png", 120, 90), Picture("slides/b/twice.png", 120, 90)];
        var small = Picture("slides/small.png", 11, 90);
        var broken = Folder.Write("slides/broken.png", "no picture");
        var report = SlideLinker.Run(collection, [Folder.At("slides")]);
        Assert.Multiple(() =>
        {
            Assert.That(report.Linked, Is.EqualTo(new[] { "good" }));
            Assert.That(report.Unmatched, Is.EqualTo(new[] { "absent" }));
            Assert.That(report.Ambiguous.Single().Slide, Is.EqualTo("twice"));
            Assert.That(report.Ambiguous.Single().Files, Is.EquivalentTo(twice));
            Assert.That(report.Refused.Select(skip => skip.File), Is.EqualTo(new[] { broken, small }));
            Assert.That(report.Refused[1].Reason, Does.Contain("11 x 90").And.Contain("tile at 20"));
            Assert.That(collection.Slide("small").Source, Is.Null);
        });
    }

    [Test]
    public void Run_AnotherResolutionThanImported_IsRefused()
    {
        var path = WriteNpy("s.npy", "<f4", "(1, 2)", [1, 2]);
        Folder.Write("s.csv", "x,y,mpp\n0,0,0.25\n");
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        File.Copy(TestData.Require("wsi", "cmu-1-small-region.svs"), Folder.At("s.svs"));
        Assert.That(SlideLinker.Run(collection, [Folder.At("s.svs")]).Refused.Single().Reason, Does.Contain("0.499").And.Contain("0.25"));
    }

    [Test]
    public void Run_FileThatMoved_IsLinkedAgain()
    {
        using var collection = Imported("s");
        var path = Picture("old/s.png", 120, 90);
        SlideLinker.Run(collection, [path]);
        Directory.Move(Folder.At("old"), Folder.At("new"));
        SlideLinker.Run(collection, [Folder.At("new")]);
        Assert.That(collection.Slide("s").Source!.Path, Is.EqualTo(Folder.At("new/s.png")));
    }

    [Test]
    public void Run_AfterALink_ImportKeepsIt()
    {
        using var collection = Imported("s");
        var path = Picture("slides/s.png", 120, 90);
        SlideLinker.Run(collection, [path]);
        WriteHdf5("s.h5", Matrix(2, 4, seed: 3), Corners(2));
        Importer.Run(collection, [Folder.At("s.h5")], Told with { Replace = true });
        Assert.That(collection.Slide("s").Source!.Path, Is.EqualTo(path));
        Assert.That(collection.Tiles(), Has.Count.EqualTo(2));
    }

    private Collection Imported(params string[] slides)
    {
        var paths = slides.Select(slide => WriteHdf5($"{slide}.h5", Matrix(3, 4), Corners(3))).ToArray();
        var collection = New(paths[0], Told);
        Importer.Run(collection, paths, Told);
        return collection;
    }

    private string Picture(string name, int width, int height)
    {
        ImageFile.WritePng(TestImage.Waves(width, height), Folder.At(name));
        return Folder.At(name);
    }
}
