using Concord.Indexing;

namespace Concord.Tests.Radiology;

/// <summary>Radiology beside tissue in a real collection, with a tiny network.</summary>
[TestFixture]
internal sealed class SeriesIndexerTests
{
    private TemporaryFolder _folder = null!;
    private Embedder _embedder = null!;
    private Collection _collection = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _embedder = Embedder.Load(Model.Open(TinyNetworks.Folder(_folder, "model", TinyNetworks.MapJson(), TinyNetworks.Map())));
        _collection = Collection.Create(_folder.At("c.concord"), new CollectionOptions { Space = _embedder.Space });
        var tile = new TileRecord(new SlideRecord("roi", "C1", "P1"), 0, 0, 8, 8);
        _collection.Append(_collection.Space(), [tile], Enumerable.Repeat(1f, _embedder.Dimension).ToArray(), complete: true);
        for (var i = 0; i < 12; i++) ImageFile.WritePng(TestImage.Waves(40, 40, i), _folder.At("mri", $"s{i}.png"));
    }

    [TearDown]
    public void TearDown()
    {
        _collection.Dispose();
        _embedder.Dispose();
        _folder.Dispose();
    }

    [TestCase("best", 4)]
    [TestCase("mean", 2)]
    [TestCase("max", 2)]
    public void Run_SeriesOfSlices_StoresItemsByAggregate(string aggregate, int items)
    {
        var report = Run("case,modality,contrast,file\nC1,MR,T1,mri/s10.png\nC1,MR,T1,mri/s9.png\nC1,MR,T1,mri/s2.png\nC1,MR,FLAIR,mri/s0.png\n", aggregate);
        Assert.That((report.Series, report.Slices, report.Cases, report.NewCases), Is.EqualTo((2, 4, 1, 0)));
        Assert.That(_collection.SeriesItems(), Has.Count.EqualTo(items));
        Assert.That(_collection.Tiles(), Has.Count.EqualTo(1));
        Assert.That(_collection.LinkedSeries(), Has.Count.EqualTo(4));
        var t1 = _collection.SeriesItems().Where(item => item.Labels["contrast"] == "T1").Select(item => Path.GetFileName(item.File)).ToList();
        Assert.That(t1, Is.EqualTo(aggregate == "best" ? new[] { "s2.png", "s9.png", "s10.png" } : ["s9.png"]), "by number; the middle one stands for a volume");
    }

    [Test]
    public void Run_Mean_StoresTheMeanOfTheUnitVectors()
    {
        Run("case,modality,contrast,file\nC1,MR,T1,mri/s1.png\nC1,MR,T1,mri/s2.png\n", "mean");
        var expected = new double[_embedder.Dimension];
        foreach (var name in new[] { "s1.png", "s2.png" })
        {
            var vector = _embedder.Embed(SeriesFile.ReadStretched(_folder.At("mri", name)));
            var length = Math.Sqrt(vector.Sum(x => (double)x * x));
            for (var i = 0; i < expected.Length; i++) expected[i] += vector[i] / length / 2;
        }

        var stored = _collection.Vector(_collection.RadiologySpaces[0], _collection.SeriesItems().Single().Id);
        var (a, b) = (Math.Sqrt(expected.Sum(x => x * x)), Math.Sqrt(stored.Sum(x => (double)x * x)));
        Assert.That(expected.Zip(stored, (x, y) => x * y).Sum() / (a * b), Is.EqualTo(1).Within(1e-6), "the same direction");
    }

    [Test]
    public void Run_Again_PassesOverWhatIsThere()
    {
        const string table = "case,modality,contrast,file\nC1,MR,T1,mri/s1.png\nC1,MR,T2,mri/s2.png\n";
        Run(table);
        var again = Run(table);
        Assert.That((again.Series, again.AlreadyIndexed), Is.EqualTo((0, 2)));
        File.SetLastWriteTimeUtc(_folder.At("mri", "s1.png"), DateTime.UtcNow.AddHours(1));
        Assert.That((Run(table).Series, _collection.SeriesItems().Count), Is.EqualTo((1, 2)), "a changed file is embedded anew, in its place");
    }

    [Test]
    public void Run_ADamagedSlice_TakesAVolumeWithItButNotSlices()
    {
        _folder.Write("mri/bad.png", "no image");
        const string table = "case,modality,contrast,file\nC1,MR,T1,mri/s1.png\nC1,MR,T1,mri/bad.png\n";
        var mean = Run(table, "mean");
        Assert.That((mean.Series, mean.Skipped.Count), Is.EqualTo((0, 1)));
        var best = Run(table, "best");
        Assert.That((best.Series, best.Slices, best.Skipped.Single().File), Is.EqualTo((1, 1, _folder.At("mri", "bad.png"))));
    }

    [Test]
    public void Run_ACaseWithoutTissue_IsAddedWithItsPatient()
    {
        var report = Run("patient,modality,contrast,file,grade\nP7,MR,T1,mri/s1.png,2\n");
        Assert.That((report.NewCases, _collection.CasePatients()["P7"]), Is.EqualTo((1, "P7")));
        Assert.That(_collection.SeriesItems().Single().Labels["grade"], Is.EqualTo("2"));
    }

    [Test]
    public void Within_APatientWithOneCase_LinksToThatCase()
    {
        Run("patient,modality,contrast,file\nP1,MR,T1,mri/s1.png\n");
        Assert.That(_collection.SeriesItems().Single().Case, Is.EqualTo("C1"));
        _collection.Append(_collection.Space(), [new TileRecord(new SlideRecord("roi 2", "C2", "P1"), 0, 0, 8, 8)], Enumerable.Repeat(2f, _embedder.Dimension).ToArray());
        var table = SeriesTable.Read(_folder.Write("again.csv", "patient,modality,contrast,file\nP1,MR,T1,mri/s1.png\n")).Within(_collection.CasePatients());
        Assert.That((table.Rows.Count, table.Missing.Single().Reason), Is.EqualTo((0, "patient P1 has 2 cases; say which in a column \"case\"")));
    }

    [Test]
    public void Aggregate_Max_IsElementByElement() =>
        Assert.That(SliceVectors.Aggregate([3, 4, 0, 5], 2, "max"), Is.EqualTo(new[] { 0.6f, 1f }).Within(1e-6));

    [Test]
    public void Aggregate_NoWay_IsRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => SliceVectors.Aggregate([1, 2, 3], 2, "mean"), Throws.TypeOf<ConcordArgumentException>());
        Assert.That(() => SliceVectors.Aggregate([1, 2], 2, "median"), Throws.TypeOf<ConcordArgumentException>());
        Assert.That(() => SeriesInput.Of("median"), Throws.TypeOf<ConcordArgumentException>());
    });

    private SeriesReport Run(string csv, string aggregate = "best")
    {
        var table = SeriesTable.Read(_folder.Write("links.csv", csv)).Within(_collection.CasePatients());
        var space = SeriesIndexer.SpaceFor(_collection, _embedder.Space, SeriesInput.Of(aggregate), "radiology " + aggregate);
        return SeriesIndexer.Run(_collection, space, _embedder, table.Rows);
    }
}
