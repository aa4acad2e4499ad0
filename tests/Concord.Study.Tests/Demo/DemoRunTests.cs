namespace Concord.Study.Tests.Demo;

/// <summary>The demo on a handful of images, with the built-in model and a real collection.</summary>
public sealed class DemoRunTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-demo").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Run_FolderOfLabels_WritesAReportWithoutTheWordSynthetic()
    {
        var result = DemoRun.Run(new DemoOptions(Out) { Data = DrawFolder() });
        Assert.Multiple(() =>
        {
            Assert.That(result.Index.Tiles, Is.EqualTo(6));
            Assert.That(result.Evaluation!.Queries, Is.EqualTo(6));
            Assert.That(result.Evaluation.PerClass.Keys, Is.EqualTo(new[] { "grade 0", "grade 2" }));
            Assert.That(File.ReadAllText(result.Report), Does.Not.Contain("Synthetic data"));
        });
    }

    [Test]
    public void Run_SecondTime_IndexesNothingAndAgrees()
    {
        var data = DrawFolder();
        var first = DemoRun.Run(new DemoOptions(Out) { Data = data });
        var second = DemoRun.Run(new DemoOptions(Out) { Data = data });
        Assert.Multiple(() =>
        {
            Assert.That((second.Index.Tiles, second.Index.AlreadyIndexed), Is.EqualTo((0, 6)));
            Assert.That(second.Evaluation!.Micro.AtK, Is.EqualTo(first.Evaluation!.Micro.AtK));
        });
    }

    [Test]
    public void Run_ImageTakenAway_LeavesTheCollection()
    {
        var data = DrawFolder();
        DemoRun.Run(new DemoOptions(Out) { Data = data });
        File.Delete(Directory.EnumerateFiles(Path.Combine(data, "grade 0")).First());
        Assert.That(DemoRun.Run(new DemoOptions(Out) { Data = data }).Cohort.Tiles, Is.EqualTo(5));
    }

    [Test]
    public void Run_OneBadFile_IsReportedAndTheRestIndexed()
    {
        var data = DrawFolder();
        File.WriteAllText(Path.Combine(data, "grade 0", "broken.png"), "not an image");
        var result = DemoRun.Run(new DemoOptions(Out) { Data = data });
        Assert.Multiple(() =>
        {
            Assert.That(result.Index.Skipped.Single().File, Does.EndWith("broken.png"));
            Assert.That(result.Index.Tiles, Is.EqualTo(6));
        });
    }

    [Test]
    public void Run_LinkedRadiologyInTheFolder_IsShownNotIndexed()
    {
        var data = DrawFolder();
        var image = Directory.EnumerateFiles(Path.Combine(data, "grade 2")).Order(StringComparer.Ordinal).First();
        Directory.CreateDirectory(Path.Combine(data, "mri"));
        File.Copy(image, Path.Combine(data, "mri", "a.png"));
        File.WriteAllText(Path.Combine(data, "labels.csv"), $"file,label,patient,case\ngrade 2/{Path.GetFileName(image)},grade 2,P1,C1\n");
        File.WriteAllText(Path.Combine(data, "links.csv"), "case,modality,contrast,file\nC1,MR,T1,mri/a.png\n");
        var result = DemoRun.Run(new DemoOptions(Out) { Data = data });
        Assert.That((result.Cohort.Tiles, result.Cohort.Series), Is.EqualTo((6, 1)));
        File.WriteAllText(Path.Combine(data, "links.csv"), "case,modality,contrast,file\nC1,MR,T2,mri/a.png\nC9,MR,T2,mri/a.png\n");
        var second = DemoRun.Run(new DemoOptions(Out) { Data = data });
        Assert.That(second.Cohort.Series, Is.EqualTo(1), "the old link is gone");
        Assert.That(second.Index.Skipped.Single().Reason, Does.Contain("C9"));
    }

    [Test]
    public void Run_NoSuchFolder_SaysSo() => Assert.That(
        () => DemoRun.Run(new DemoOptions(Out) { Data = Path.Combine(_folder, "absent") }), Throws.TypeOf<ConcordNotFoundException>());

    [Test]
    public void Run_KOfZero_IsRefused() => Assert.That(
        () => DemoRun.Run(new DemoOptions(Out) { K = 0 }), Throws.TypeOf<ConcordArgumentException>());

    private string Out => Path.Combine(_folder, "out");

    /// <summary>Three regions of grade 0 and three of grade 2, in folders of those names.</summary>
    private string DrawFolder()
    {
        var data = Path.Combine(_folder, "data");
        foreach (var subject in CohortPlan.Make(1).Where(c => c.Grade != 1).GroupBy(c => c.Grade).SelectMany(group => group.Take(3)))
        {
            var folder = Directory.CreateDirectory(Path.Combine(data, subject.Label)).FullName;
            ImageFile.WritePng(new RgbImage(256, 256, TissuePainter.Paint(subject, 1, 256)), Path.Combine(folder, $"{subject.Patient}.png"));
        }

        return data;
    }
}
