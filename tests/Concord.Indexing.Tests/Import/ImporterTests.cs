using Concord.Indexing;
using PureHDF;

namespace Concord.Tests;

public sealed class ImporterTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Run_TridentFile_VectorsPlacesAndSizesAreTheFiles()
    {
        var path = TestData.Require("vectors", "NCBI10.uni_v2.trident.h5");
        using var collection = New(path, new ImportOptions());
        var report = Importer.Run(collection, [path], new ImportOptions());
        var tiles = collection.Tiles();
        Assert.Multiple(() =>
        {
            Assert.That((report.Slides, report.Tiles, report.Skipped.Count), Is.EqualTo((1, 138L, 0)));
            Assert.That((tiles[0].Slide, tiles[0].SlideInfo.Width, tiles[0].SlideInfo.Height), Is.EqualTo(("NCBI10", 8076, 8558)));
            Assert.That(tiles.Select(tile => (tile.Width, tile.Height)), Is.All.EqualTo((224, 224)));
            Assert.That(report.Space!.Identity.ModelId, Is.EqualTo("uni_v2"));
            Assert.That(report.Space.Identity.Preprocessing.Mpp, Is.EqualTo(0.5));
        });
    }

    [Test]
    public void Run_BothLayouts_HoldTheSamePlacesAndVectors()
    {
        var (trident, clam) = (TestData.Require("vectors", "NCBI10.uni_v2.trident.h5"), TestData.Require("vectors", "NCBI10.uni_v2.clam.h5"));
        var told = new ImportOptions { Encoder = "uni_v2", PatchSize = 224, Metric = Metric.L2 };
        using var first = New(trident, told);
        using var second = New(clam, told);
        Importer.Run(first, [trident], told);
        Importer.Run(second, [clam], told);
        Assert.That(Places(second), Is.EqualTo(Places(first)));
        Assert.That(Vectors(second), Is.EqualTo(Vectors(first)));
    }

    [Test]
    public void Run_Npy_TheSameVectorsElementByElement()
    {
        // The same features as published: NumPy's own file, its header left out by its length field.
        var (h5, npy) = (TestData.Require("vectors", "NCBI10.uni_v2.trident.h5"), File.ReadAllBytes(TestData.Require("vectors", "NCBI10_uni2_h_embeddings.npy")));
        var options = new ImportOptions { Metric = Metric.L2 };
        using var collection = New(h5, options);
        Importer.Run(collection, [h5], options);
        var plain = new float[138 * 1536];
        Buffer.BlockCopy(npy, 10 + BitConverter.ToUInt16(npy, 8), plain, 0, plain.Length * sizeof(float));
        Assert.That(Vectors(collection), Is.EqualTo(plain));
    }

    [Test]
    public void Run_TwoEncoders_AreTwoSpacesThatRefuseToMix()
    {
        var (uni, hoptimus) = (TestData.Require("vectors", "NCBI10.uni_v2.trident.h5"), TestData.Require("vectors", "NCBI10.hoptimus0.trident.h5"));
        using var collection = New(uni, new ImportOptions());
        Importer.Run(collection, [uni], new ImportOptions());
        Importer.Run(collection, [hoptimus], new ImportOptions());
        Assert.That(collection.Spaces.Select(space => space.Name), Is.EqualTo(new[] { "uni_v2", "hoptimus0" }));
        Assert.That(collection.Tiles(), Has.Count.EqualTo(138), "one slide, whose tiles have a vector in either space");
        Assert.That(
            () => Importer.Run(collection, [hoptimus], new ImportOptions { Space = "uni_v2" }),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("model uni_v2 against hoptimus0"));
    }

    [Test]
    public void Run_Again_LeavesWhatIsThere()
    {
        var path = Write("a.h5", new float[5, 8], Corners(5), "enc");
        using var collection = New(path, new ImportOptions { PatchSize = 10 });
        Importer.Run(collection, [path], new ImportOptions { PatchSize = 10 });
        var report = Importer.Run(collection, [path], new ImportOptions { PatchSize = 10 });
        Assert.That((report.Slides, report.Present), Is.EqualTo((0, 1)));
        Assert.That(collection.Verify().Sound);
    }

    [Test]
    public void Run_MoreThanABlock_StoresEveryRow()
    {
        var vectors = new float[9000, 4];
        for (var i = 0; i < 9000; i++) (vectors[i, 0], vectors[i, 1]) = (i + 1, 9000 - i);
        var options = new ImportOptions { PatchSize = 10, Metric = Metric.L2 };
        var path = Write("a.h5", vectors, Corners(9000), "enc");
        using var collection = New(path, options);
        Importer.Run(collection, [path], options);
        Assert.That(Vectors(collection), Is.EqualTo(vectors.Cast<float>()));
    }

    [Test]
    public void Run_BadFilesAmongGood_AreNamedAndTheRestIsImported()
    {
        var good = Write("good.h5", new float[3, 8], Corners(3), "enc");
        var nan = new float[3, 8];
        nan[1, 4] = float.NaN;
        string[] bad =
        [
            Write("nan.h5", nan, Corners(3), "enc"), Write("short.h5", new float[3, 8], Corners(2), "enc"), Write("silent.h5", new float[3, 8], Corners(3), null),
            Write("twice.h5", new float[3, 8], new long[,] { { 0, 0 }, { 0, 0 }, { 5, 5 } }, "enc"), Write("nowhere.h5", new float[3, 8], new long[,] { { -4, 0 }, { 0, 0 }, { 5, 5 } }, "enc"),
            _folder.Write("text.h5", "this is no HDF5 file"), Truncated(good), Bare("bare.h5"),
        ];
        var options = new ImportOptions { PatchSize = 10 };
        using var collection = New(good, options);
        var report = Importer.Run(collection, [good, .. bad], options);
        Assert.That(report.Slides, Is.EqualTo(1));
        Assert.That(report.Skipped.Select(skip => skip.File), Is.EqualTo(bad));
        Assert.That(report.Skipped[0].Reason, Does.Contain("tile 1").And.Contain("element 4"));
        Assert.That(report.Skipped[1].Reason, Does.Contain("2 rows").And.Contain("3"));
        Assert.That(report.Skipped[2].Reason, Does.Contain("--encoder"));
        Assert.That(report.Skipped[7].Reason, Does.Contain("coords"));
        Assert.That(collection.Tiles(), Has.Count.EqualTo(3));
    }

    [Test]
    public void Run_AnyFlippedByte_IsImportedOrRefused()
    {
        var bytes = File.ReadAllBytes(Write("a.h5", new float[6, 8], Corners(6), "enc"));
        var options = new ImportOptions { PatchSize = 10, Encoder = "enc" };
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var i = 0; i < 3; i++) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            var path = _folder.At("damaged.h5");
            File.WriteAllBytes(path, damaged);
            try
            {
                Importer.IdentityOf(path, options);
            }
            catch (FeatureFileException refused)
            {
                Assert.That(refused.Reason, Is.Not.Empty);
            }
        }
    }

    [TestCase(1L << 40)]
    [TestCase(5_000_001L)]
    [TestCase(long.MaxValue)]
    public void Run_HeaderClaimingManyRows_IsRefused(long claimed)
    {
        // The number of rows, which stands nowhere else, is changed in the file's own bytes.
        var bytes = File.ReadAllBytes(Write("a.h5", new float[7_777, 4], Corners(7_777), "enc"));
        var (rows, patched) = (BitConverter.GetBytes(7_777L), 0);
        for (var at = 0; (at = bytes.AsSpan(at).IndexOf(rows) is var next && next < 0 ? -1 : at + next) >= 0; patched++) BitConverter.TryWriteBytes(bytes.AsSpan(at), claimed);
        var path = _folder.At("claiming.h5");
        File.WriteAllBytes(path, bytes);
        Assert.That(patched, Is.GreaterThanOrEqualTo(2));
        Assert.That(() => Importer.IdentityOf(path, new ImportOptions { PatchSize = 10, Encoder = "enc" }), Throws.TypeOf<FeatureFileException>());
    }

    [Test]
    public void Run_Float16_IsReadAsItsValues()
    {
        var halves = new Half[2, 4];
        for (var i = 0; i < 8; i++) halves[i / 4, i % 4] = (Half)(i * 0.25f);
        var path = _folder.At("half.h5");
        new H5File { ["features"] = halves, ["coords"] = Corners(2) }.Write(path);
        var options = new ImportOptions { PatchSize = 10, Encoder = "enc", Metric = Metric.L2 };
        using var collection = New(path, options);
        Importer.Run(collection, [path], options);
        Assert.That(Vectors(collection), Is.EqualTo(Enumerable.Range(0, 8).Select(i => i * 0.25f)));
    }

    private Collection New(string path, ImportOptions options) => Collection.Create(
        _folder.At($"{Guid.NewGuid():N}.concord"), new CollectionOptions { Space = Importer.IdentityOf(path, options), SpaceName = Importer.IdentityOf(path, options).ModelId });

    private string Write(string name, float[,] features, long[,] coords, string? encoder)
    {
        var dataset = new H5Dataset(features);
        if (encoder is not null) dataset.Attributes["encoder"] = encoder;
        var path = _folder.At(name);
        new H5File { ["features"] = dataset, ["coords"] = coords }.Write(path);
        return path;
    }

    private string Bare(string name)
    {
        var path = _folder.At(name);
        new H5File { ["features"] = new float[2, 4] }.Write(path);
        return path;
    }

    private string Truncated(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var cut = _folder.At("cut.h5");
        File.WriteAllBytes(cut, bytes[..(bytes.Length / 2)]);
        return cut;
    }

    private static long[,] Corners(int rows)
    {
        var corners = new long[rows, 2];
        for (var i = 0; i < rows; i++) (corners[i, 0], corners[i, 1]) = (10 * (i % 100), 10 * (i / 100));
        return corners;
    }

    private static IEnumerable<(int, int, int)> Places(Collection collection) => collection.Tiles().Select(tile => (tile.X, tile.Y, tile.Width));

    private static float[] Vectors(Collection collection) => collection.VectorsOf(collection.Space(), [.. collection.Tiles().Select(tile => tile.Id)]);
}
