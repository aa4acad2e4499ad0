using Concord.Indexing;
using ParquetSharp;

namespace Concord.Tests;

/// <summary>Files are written by Apache Arrow's own library, which is what pandas and pyarrow write by.</summary>
internal sealed class ParquetImportTests : ImportFixture
{
    private static readonly Column[] Plain = [new Column<float[]>("features"), new Column<int>("x"), new Column<int>("y")];

    [Test]
    public void Run_ListColumn_GivesVectorsPlacesLabelsAndSlides()
    {
        var path = Folder.At("cohort.parquet");
        Column[] columns =
        [
            new Column<string>("slide_id"), new Column<double[]>("embedding"), new Column<long>("x"), new Column<double>("y"), new Column<int?>("patch_size"), new Column<double>("mpp"),
            new Column<string>("patient"), new Column<string>("label"), new Column<int?>("label_grade"), new Column<string>("remark"),
        ];
        using (var writer = new ParquetFileWriter(path, columns, keyValueMetadata: new Dictionary<string, string> { ["encoder"] = "virchow" }))
        {
            Group(writer, ["a", "a", "b"], [[1, 2], [3, 4], [5, 6]], [0L, 512, 0], [0.0, 0.4, 7.6], [256, 256, null], [0.5, 0.5, 0.25], ["p", "p", "q"], ["t", "t", "n"], [1, 2, null], ["r", "r", "r"]);
            Group(writer, ["b"], [[7, 8]], [100L], [7.0], [300], [0.25], ["q"], [null], [null], ["r"]);
            writer.Close();
        }

        using var collection = New(path, new ImportOptions { Metric = Metric.L2 });
        var report = Importer.Run(collection, [path], new ImportOptions { PatchSize = 99, Metric = Metric.L2 });
        var tiles = collection.Tiles();
        Assert.Multiple(() =>
        {
            Assert.That((report.Slides, report.Tiles, report.Skipped.Count), Is.EqualTo((2, 4L, 0)));
            Assert.That(report.Space!.Identity.ModelId, Is.EqualTo("virchow"));
            Assert.That(report.UnusedColumns, Is.EqualTo(new[] { "remark" }));
            Assert.That(Vectors(collection), Is.EqualTo(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }));
            Assert.That(Places(collection), Is.EqualTo(new[] { (0, 0, 256), (512, 0, 256), (0, 8, 99), (100, 7, 300) }));
            Assert.That(tiles.Select(tile => (tile.Slide, tile.Patient, tile.SlideInfo.Mpp)), Is.EqualTo(new (string, string, double?)[] { ("a", "p", 0.5), ("a", "p", 0.5), ("b", "q", 0.25), ("b", "q", 0.25) }));
            Assert.That(tiles.Select(tile => tile.Labels.GetValueOrDefault("label")), Is.EqualTo(new[] { "t", "t", "n", null }));
            Assert.That(tiles.Select(tile => tile.Labels.GetValueOrDefault("grade")), Is.EqualTo(new[] { "1", "2", null, null }));
        });
    }

    [TestCase("", 0)]
    [TestCase("f", 0)]
    [TestCase("dim_", 1)]
    public void Run_ColumnForEachDimension_GivesVectors(string prefix, int from)
    {
        const int rows = 3, dimension = 12;
        var values = Numbers(rows * dimension);
        var path = Folder.At("a.parquet");
        // Twelve, and backwards: so neither the order of the columns nor that of the letters is the order of the numbers.
        var order = Enumerable.Range(0, dimension).Reverse().ToArray();
        using (var writer = new ParquetFileWriter(path, [.. order.Select(d => new Column<float>($"{prefix}{d + from}")), new Column<int>("x"), new Column<int>("y")]))
        {
            using var group = writer.AppendRowGroup();
            foreach (var d in order) Put(group, Enumerable.Range(0, rows).Select(row => values[(row * dimension) + d]).ToArray());
            Put(group, new[] { 0, 10, 20 });
            Put(group, new[] { 0, 0, 0 });
            writer.Close();
        }

        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        Assert.That(Vectors(collection), Is.EqualTo(values));
    }

    [TestCase(Compression.Snappy)]
    [TestCase(Compression.Zstd)]
    [TestCase(Compression.Gzip)]
    [TestCase(Compression.Uncompressed)]
    public void Run_ManyGroupsOfAnyCompression_StoreEveryRow(Compression compression)
    {
        const int rows = 10_000, dimension = 5;
        var values = Numbers(rows * dimension);
        var path = Folder.At("a.parquet");
        using (var writer = new ParquetFileWriter(path, Plain, compression))
        {
            for (var first = 0; first < rows; first += 3_333)
            {
                var part = Enumerable.Range(first, Math.Min(3_333, rows - first)).ToArray();
                Group(writer, part.Select(i => values.AsSpan(i * dimension, dimension).ToArray()).ToArray(), part, part);
            }

            writer.Close();
        }

        using var collection = New(path, Told);
        var report = Importer.Run(collection, [path], Told);
        Assert.That(report.Tiles, Is.EqualTo(rows));
        Assert.That(Vectors(collection), Is.EqualTo(values));
    }

    [Test]
    public void Run_VectorsOfTwoLengths_AreRefusedByTile() =>
        Assert.That(Refusal(Write([1, 2, 3], [4, 5], [6, 7, 8, 9])), Does.Contain("tile 1"));

    [Test]
    public void Run_MissingVector_IsRefusedByTile() => Assert.That(Refusal(Write([1, 2], null!, [3, 4])), Does.Contain("missing"));

    [Test]
    public void Run_ElementThatIsNoNumber_IsRefusedByTile() => Assert.That(Refusal(Write([1, 2], [3, float.NaN])), Does.Contain("tile 1").And.Contain("element 1"));

    [Test]
    public void Run_NoVectors_SaysWhatIsNeeded()
    {
        var path = Folder.At("a.parquet");
        using (var writer = new ParquetFileWriter(path, [new Column<int>("x"), new Column<int>("y"), new Column<float>("score")]))
        {
            Group(writer, new[] { 0 }, new[] { 0 }, new[] { 1f });
            writer.Close();
        }

        Assert.That(Refusal(path), Does.Contain("no vectors"));
    }

    [Test]
    public void Run_NoPlaces_IsRefused()
    {
        var path = Folder.At("a.parquet");
        using (var writer = new ParquetFileWriter(path, [new Column<float[]>("features"), new Column<int>("x")]))
        {
            Group(writer, new[] { new[] { 1f, 2f } }, new[] { 0 });
            writer.Close();
        }

        Assert.That(Refusal(path), Does.Contain("no column y"));
    }

    [Test]
    public void Run_NoRows_IsRefused() => Assert.That(Refusal(Write()), Does.Contain("no tiles"));

    [Test]
    public void Run_FileCutAnywhere_IsRefused()
    {
        var whole = File.ReadAllBytes(Write([1, 2], [3, 4]));
        var path = Folder.At("cut.parquet");
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.That(() => Importer.IdentityOf(path, Told), Throws.TypeOf<FeatureFileException>(), $"cut at {length}");
        }
    }

    [Test]
    public void Run_AnyFlippedBits_AreImportedOrRefused()
    {
        var whole = File.ReadAllBytes(Write([.. Enumerable.Range(0, 40).Select(i => Numbers(6, i))]));
        var path = Folder.At("damaged.parquet");
        var random = new Random(5);
        for (var round = 0; round < 400; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var i = 0; i < 3; i++) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            try
            {
                ReadAll(path);
            }
            catch (FeatureFileException refused)
            {
                Assert.That(refused.Reason, Is.Not.Empty);
            }
        }
    }

    [Test]
    public void Run_AnotherEncoderOfOneDimension_RefusesToMix()
    {
        var path = Write([1, 2]);
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        Assert.That(
            () => Importer.Run(collection, [path], Told with { Encoder = "other", Space = "enc" }),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("model enc against other"));
    }

    private static void ReadAll(string path)
    {
        using var file = FeatureFiles.Open(path, null, null);
        foreach (var slide in file.Slides)
        {
            file.ReadSpots(slide);
            file.ReadVectors(slide, 0, slide.Rows);
        }
    }

    private string Write(params float[][] vectors)
    {
        var path = Folder.At("a.parquet");
        using var writer = new ParquetFileWriter(path, Plain);
        Group(writer, vectors, Enumerable.Range(0, vectors.Length).ToArray(), new int[vectors.Length]);
        writer.Close();
        return path;
    }

    private static void Group<T1, T2>(ParquetFileWriter writer, T1[] first, T2[] second)
    {
        using var group = writer.AppendRowGroup();
        Put(group, first);
        Put(group, second);
    }

    private static void Group<T1, T2, T3>(ParquetFileWriter writer, T1[] first, T2[] second, T3[] third)
    {
        using var group = writer.AppendRowGroup();
        Put(group, first);
        Put(group, second);
        Put(group, third);
    }

    private static void Group(ParquetFileWriter writer, string[] slide, double[][] vectors, long[] x, double[] y, int?[] side, double[] mpp, string[] patient, string?[] label, int?[] grade, string[] remark)
    {
        using var group = writer.AppendRowGroup();
        Put(group, slide);
        Put(group, vectors);
        Put(group, x);
        Put(group, y);
        Put(group, side);
        Put(group, mpp);
        Put(group, patient);
        Put(group, label);
        Put(group, grade);
        Put(group, remark);
    }

    private static void Put<T>(RowGroupWriter group, T[] values)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }
}
