namespace Concord.Tests;

/// <summary>A derived space and its adapter beside a base space that changes, and files that are damaged.</summary>
[TestFixture]
internal sealed class DerivedSpaceTests
{
    private const int D = 24;

    private TemporaryFolder _folder = null!;
    private Collection _collection = null!;
    private Space _derived = null!;

    [SetUp]
    public void Derive()
    {
        _folder = new TemporaryFolder();
        _collection = Collection.Create(Path.Combine(_folder.Path, "c.concord"), new CollectionOptions { Space = AdapterSample.Identity(D) });
        AdapterSample.Fill(_collection, AdapterSample.Rows(30, D), 0, 30);
        _collection.TrainAdapter("grade", _collection.Space(), "grade", null, new AdapterOptions { Hidden = 16, Dimension = 6, Epochs = 1, Folds = 0 });
        _derived = _collection.ApplyAdapter("grade").Space;
    }

    [TearDown]
    public void Remove()
    {
        _collection.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Append_BaseVectorReplaced_LeavesNoOldAdaptedVector()
    {
        AdapterSample.Fill(_collection, AdapterSample.Rows(30, D), 10, 12, shift: 1);
        Assert.That(RowsOf(_derived), Is.EqualTo(28), "gone with the commit that replaced their base vectors");
        Assert.That(_collection.Verify().Problems, Is.Empty);

        Assert.That(_collection.ApplyAdapter("grade").Added, Is.EqualTo(2));
        var tiles = _collection.Tiles().Select(tile => tile.Id).ToArray();
        var expected = _collection.Adapter("grade").Apply(_collection.VectorsOf(_collection.Space(), tiles));
        Assert.That(_collection.VectorsOf(_derived, tiles), Is.EqualTo(expected));
    }

    [Test]
    public void Append_ReplacementThatFails_KeepsTheAdaptedVectors()
    {
        var tile = new TileRecord(new SlideRecord("s1", "s1", "p0"), 0, 0, 8, 8);
        Assert.Throws<ConcordArgumentException>(() => _collection.Append(_collection.Space(), [tile, tile], new float[2 * D]));
        Assert.That(RowsOf(_derived), Is.EqualTo(30));
    }

    [Test]
    public void Append_OtherSpaceReplaced_KeepsTheAdaptedVectors()
    {
        var other = _collection.AddSpace("other", AdapterSample.Identity(D) with { ModelId = "another" }, ElementType.Float32);
        var tiles = _collection.Tiles().Select(tile => tile.Id).Take(3).ToArray();
        _collection.Append(other, tiles, new float[3 * D]);
        _collection.Append(other, tiles, new float[3 * D]);
        Assert.That(RowsOf(_derived), Is.EqualTo(30));
    }

    [Test]
    public void DeleteSlides_OfTheBase_TakesTheAdaptedVectorsAlong()
    {
        _collection.DeleteSlides(["s3", "s4"]);
        Assert.That(RowsOf(_derived), Is.EqualTo(28));
        Assert.That(_collection.Verify().Problems, Is.Empty);
    }

    [TestCase("adapter.weights")]
    [TestCase("adapter.onnx")]
    [TestCase("adapter.json")]
    public void Verify_DamagedAdapterFile_NamesTheAdapter(string file)
    {
        var path = Path.Combine(_collection.Path, "adapters", "grade", file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x80;
        File.WriteAllBytes(path, bytes);
        var problems = _collection.Verify().Problems;
        Assert.That(problems, Has.Some.Contains("grade"));
    }

    [Test]
    public void Verify_AdapterGone_NamesTheSpaceThatNeedsIt()
    {
        Directory.Delete(Path.Combine(_collection.Path, "adapters"), recursive: true);
        Assert.That(_collection.Verify().Problems, Has.One.Contains("space 'grade'").And.One.Contains("missing"));
    }

    [Test]
    public void Verify_SoundAdapter_CountsItsFiles() => Assert.That(_collection.Verify().Files, Is.EqualTo(2 + 3), "two segments, three files of the adapter");

    [Test]
    public void RecordIndexing_SeveralRuns_AddsThemUpBySpace()
    {
        Assert.That(_collection.IndexingCost(_collection.Space()), Is.Null);
        _collection.RecordIndexing(_collection.Space(), 10, TimeSpan.FromSeconds(3));
        _collection.RecordIndexing(_collection.Space(), 0, TimeSpan.FromSeconds(9));
        _collection.RecordIndexing(_collection.Space(), 5, TimeSpan.FromSeconds(2));
        Assert.That(_collection.IndexingCost(_collection.Space()), Is.EqualTo((15L, TimeSpan.FromSeconds(5))));
        Assert.That(_collection.IndexingCost(_derived), Is.Null);
        Assert.That(_collection.Verify().Problems, Is.Empty);
    }

    private long RowsOf(Space space) => _collection.Info().Spaces.Single(s => s.Name == space.Name).Rows;
}
