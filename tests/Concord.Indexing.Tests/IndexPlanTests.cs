using Concord.Indexing;

namespace Concord.Tests;

public sealed class IndexPlanTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Create_Folder_FindsImagesInOrdinalOrderWithoutHidden()
    {
        foreach (var name in new[] { "b/2.png", "a/10.jpg", "a/2.jpg", ".hidden/1.png", "a/.1.png", "readme.txt" }) _folder.Write(name, "x");
        var plan = Plan(null, _folder.Path);
        Assert.That(plan.Slides.Select(s => s.Slide.Name), Is.EqualTo(new[] { "a/10.jpg", "a/2.jpg", "b/2.png" }));
    }

    [Test]
    public void Create_NoTable_TakesTheFirstFolderAsLabel()
    {
        _folder.Write("tumour/p1/1.png", "x");
        Assert.That(Plan(null, _folder.Path).Slides[0].Slide.Labels["label"], Is.EqualTo("tumour"));
    }

    [Test]
    public void Create_TableBesideTheImages_GivesTheirLabels()
    {
        _folder.Write("a/1.png", "x");
        var table = Table("file,label,patient\na/1.png,glioma,P7\n");
        foreach (var root in new[] { _folder.Path, _folder.At("a"), _folder.At("a/1.png") })
        {
            var slide = Plan(table, root).Slides.Single().Slide;
            Assert.That((slide.Labels["label"], slide.Patient, slide.Name), Is.EqualTo(("glioma", "P7", Path.GetRelativePath(File.Exists(root) ? Path.GetDirectoryName(root)! : root, _folder.At("a/1.png")))));
        }
    }

    [Test]
    public void Create_TableElsewhere_IsReadRelativeToTheFolderIndexed()
    {
        _folder.Write("images/1.png", "x");
        var table = LabelTable.Read(_folder.Write("tables/labels.csv", "file,label,patient\n1.png,glioma,P7\n"));
        Assert.That(Plan(table, _folder.At("images")).Slides[0].Slide.Labels["label"], Is.EqualTo("glioma"));
    }

    [Test]
    public void Create_RowOfAMissingFile_IsReported()
    {
        _folder.Write("1.png", "x");
        var plan = Plan(Table("file,label,patient\n1.png,a,P\ngone.png,b,P\n"), _folder.Path);
        Assert.That(plan.Missing.Single().File, Is.EqualTo("gone.png"));
        Assert.That(plan.Missing.Single().Reason, Does.Contain("line 3"));
    }

    [Test]
    public void Create_PartOfATable_ReportsNothing()
    {
        _folder.Write("a/1.png", "x");
        _folder.Write("b/1.png", "x");
        var plan = Plan(Table("file,label,patient\na/1.png,a,P\nb/1.png,b,P\n"), _folder.At("a"));
        Assert.That(plan.Missing, Is.Empty);
        Assert.That(plan.Warnings, Is.Empty);
    }

    [Test]
    public void Create_ImagesWithoutARow_AreCounted()
    {
        _folder.Write("1.png", "x");
        _folder.Write("2.png", "x");
        Assert.That(Plan(Table("file,label,patient\n1.png,a,P\n"), _folder.Path).Warnings, Has.One.Contains("1 of 2 images"));
    }

    [Test]
    public void Create_TwoImagesOfOneName_AreRefusedByName()
    {
        _folder.Write("a/1.png", "x");
        _folder.Write("b/1.png", "x");
        Assert.That(() => Plan(null, _folder.At("a"), _folder.At("b")),
            Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains(_folder.At("a/1.png")).And.Message.Contains(_folder.At("b/1.png")));
    }

    [Test]
    public void Create_SamePathTwice_IsTakenOnce()
    {
        _folder.Write("1.png", "x");
        Assert.That(Plan(null, _folder.Path, _folder.At("1.png")).Slides, Has.Count.EqualTo(1));
    }

    [Test]
    public void Create_NoImages_IsRefused() => Assert.That(() => Plan(null, _folder.Path), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("no slides or images"));

    [Test]
    public void Create_NoSuchPath_IsNotFound() => Assert.That(() => Plan(null, _folder.At("none")), Throws.InstanceOf<ConcordNotFoundException>());

    [TestCase(1000, 224, 16)]
    [TestCase(1008, 224, 25)]
    [TestCase(100, 224, 1)]
    [TestCase(112, 224, 1)]
    [TestCase(336, 224, 4)]
    [TestCase(335, 224, 1)]
    public void Of_Grid_KeepsEdgesOfAtLeastHalf(int side, int tile, int count) => Assert.That(TileGrid.Of(side, side, tile), Has.Count.EqualTo(count));

    [Test]
    public void Create_LungTiles_HasEveryTileLabelled()
    {
        var folder = TestData.Require("lung_tiles");
        var plan = Plan(LabelTable.Read(Path.Combine(folder, "labels.csv")), folder);
        Assert.That(plan.Slides, Has.Count.EqualTo(960));
        Assert.That(plan.Missing, Is.Empty);
        Assert.That(plan.Slides.GroupBy(s => s.Slide.Labels["label"]).Select(g => g.Count()), Is.All.EqualTo(320));
    }

    private LabelTable Table(string text) => LabelTable.Read(_folder.Write("labels.csv", text));

    private static IndexPlan Plan(LabelTable? labels, params string[] paths) => IndexPlan.Create(paths, labels, new IndexOptions());
}
