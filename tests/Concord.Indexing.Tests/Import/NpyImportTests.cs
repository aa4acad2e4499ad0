using System.Globalization;
using System.Text;
using Concord.Indexing;

namespace Concord.Tests;

internal sealed class NpyImportTests : ImportFixture
{
    [TestCase("<f2", 1)]
    [TestCase("<f4", 1)]
    [TestCase("<f4", 2)]
    [TestCase("<f8", 3)]
    public void Run_EveryTypeAndVersion_GivesVectorsAndPlaces(string descr, byte version)
    {
        var path = WriteNpy("a.npy", descr, "(3, 4)", Numbers(12).Select(value => (double)value), version);
        WriteTable("a.csv", 3);
        using var collection = New(path, Told);
        var report = Importer.Run(collection, [path], Told);
        Assert.That((report.Slides, report.Tiles), Is.EqualTo((1, 3L)));
        Assert.That(Vectors(collection), Is.EqualTo(Numbers(12)));
        Assert.That(Places(collection), Is.EqualTo(new[] { (0, 3, 10), (10, 3, 10), (20, 3, 10) }));
        Assert.That(collection.Slides()[0].Name, Is.EqualTo("a"));
    }

    [Test]
    public void Run_RealFile_HoldsWhatNumPyWrote()
    {
        var (npy, csv) = (TestData.Require("vectors", "NCBI10_uni2_h_embeddings.npy"), TestData.Require("vectors", "NCBI10_uni2_h_spots.csv"));
        var options = Told with { Encoder = "uni_v2", PatchSize = 224, Coords = csv };
        using var collection = New(npy, options);
        var report = Importer.Run(collection, [npy], options);
        var plain = new float[138 * 1536];
        var bytes = File.ReadAllBytes(npy);
        Buffer.BlockCopy(bytes, 10 + BitConverter.ToUInt16(bytes, 8), plain, 0, plain.Length * sizeof(float));
        var corners = File.ReadLines(csv).Skip(1).Select(line => line.Split(',')).Select(fields => (Whole(fields[1]), Whole(fields[2]), 224));
        Assert.That(Vectors(collection), Is.EqualTo(plain));
        Assert.That(Places(collection), Is.EqualTo(corners));
        Assert.That(report.UnusedColumns, Is.EqualTo(new[] { "spot_id" }));
    }

    [Test]
    public void Run_TableWithSlides_MakesEachOneWithItsHierarchyAndLabels()
    {
        var path = WriteNpy("many.npy", "<f4", "(5, 2)", Numbers(10).Select(value => (double)value));
        Folder.Write("many.csv", "slide;x;y;patch_size;mpp;case;patient;Center;label;label_grade;note\n"
            + "s1;0;0;256;0.5;c1;p1;A;viable;2;n\ns1;256;0;256;0.5;c1;p1;A;viable;3;n\n"
            + "s2;0;0;512;0.25;c2;p1;B;necrosis;;n\ns2;512;0;512;0.25;c2;p1;B;viable;;n\ns2;1024;0;500;0.25;c2;p1;B;;;n\n");
        var options = Told with { PatchSize = null };
        using var collection = New(path, options);
        var report = Importer.Run(collection, [path], options);
        var tiles = collection.Tiles();
        Assert.Multiple(() =>
        {
            Assert.That((report.Slides, report.Tiles), Is.EqualTo((2, 5L)));
            Assert.That(report.UnusedColumns, Is.EqualTo(new[] { "note" }));
            Assert.That(tiles.Select(tile => (tile.Slide, tile.Case, tile.Patient, tile.Centre, tile.SlideInfo.Mpp, tile.Width)), Is.EqualTo(new (string, string, string, string?, double?, int)[]
            {
                ("s1", "c1", "p1", "A", 0.5, 256), ("s1", "c1", "p1", "A", 0.5, 256), ("s2", "c2", "p1", "B", 0.25, 512), ("s2", "c2", "p1", "B", 0.25, 512), ("s2", "c2", "p1", "B", 0.25, 500),
            }));
            Assert.That(tiles.Select(tile => tile.Labels.GetValueOrDefault("label")), Is.EqualTo(new[] { "viable", "viable", "necrosis", "viable", null }));
            Assert.That(tiles.Select(tile => tile.Labels.GetValueOrDefault("grade")), Is.EqualTo(new[] { "2", "3", null, null, null }));
            Assert.That(collection.Slide("s1").Labels, Is.EqualTo(new Dictionary<string, string> { ["label"] = "viable" }), "shared by all tiles: of the slide");
            Assert.That(collection.Slide("s2").Labels, Is.Empty);
            Assert.That(Vectors(collection), Is.EqualTo(Numbers(10)));
        });
    }

    [Test]
    public void Run_MoreThanABlock_StoresEveryRow()
    {
        var path = WriteNpy("a.npy", "<f2", "(9001, 2)", Enumerable.Range(0, 18002).Select(i => (double)(i % 2000)));
        WriteTable("a.csv", 9001);
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        Assert.That(Vectors(collection), Is.EqualTo(Enumerable.Range(0, 18002).Select(i => (float)(i % 2000))));
    }

    [TestCase("<i4", "(2, 4)", "False", "float16, float32 or float64")]
    [TestCase(">f4", "(2, 4)", "False", "little-endian")]
    [TestCase("<f4", "(2, 4)", "True", "Fortran")]
    [TestCase("<f4", "(2, 2, 2)", "False", "3 axes")]
    [TestCase("<f4", "()", "False", "0 axes")]
    [TestCase("<f4", "(3, 4)", "False", "ends before")]
    [TestCase("<f4", "(1099511627776, 4)", "False", "ends before")]
    [TestCase("<f4", "(1099511627776, 0)", "False", "without elements")]
    [TestCase("<f4", "(4611686018427387904, 4611686018427387904)", "False", "ends before")]
    [TestCase("<f4", "(99999999999999999999999, 4)", "False", "shape")]
    [TestCase("<f4", "(2, -4)", "False", "header")]
    public void Run_NpyThatIsNone_IsRefusedWithTheReason(string descr, string shape, string order, string reason)
    {
        var path = WriteNpy("a.npy", descr, shape, Numbers(8).Select(value => (double)value), order: order);
        WriteTable("a.csv", 2);
        Assert.That(Refusal(path), Does.Contain(reason));
    }

    [Test]
    public void Run_HeaderLongerThanTheFile_IsRefused([Values(int.MaxValue, 60000)] int claimed)
    {
        var path = WriteNpy("a.npy", "<f4", "(2, 4)", Numbers(8).Select(value => (double)value), version: 2, headerLength: claimed);
        WriteTable("a.csv", 2);
        Assert.That(Refusal(path), Does.Contain("header"));
    }

    [Test]
    public void Run_NpyCutAtAnyByte_IsRefused()
    {
        var path = WriteNpy("a.npy", "<f4", "(2, 4)", Numbers(8).Select(value => (double)value));
        WriteTable("a.csv", 2);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.That(() => Importer.IdentityOf(path, Told), Throws.TypeOf<FeatureFileException>(), $"cut at {length}");
        }
    }

    [TestCase("x,y\n0,0\n", "has 2 rows")]
    [TestCase("x,y\n0,0\n1,1\n2,2\n", "has 3")]
    [TestCase("x\n0\n1\n", "no column y")]
    [TestCase("x,y\n0,0\n0,0\n", "two of its tiles lie at 0,0")]
    [TestCase("x,y\n0,0\n-1,0\n", "tile 1 lies at -1,0")]
    [TestCase("x,y\n0,0\n1e14,0\n", "on no slide")]
    [TestCase("x,y\n0,0\nnan,0\n", "line 3")]
    [TestCase("x,y\n0,0\n1e400,0\n", "line 3")]
    [TestCase("x,y\n0,0\n,0\n", "tile 1 has no x")]
    [TestCase("x,y\n0,0\n5\n", "line 3 has 1 fields")]
    [TestCase("x,y,x\n0,0,0\n5,5,5\n", "x twice")]
    [TestCase("x,y,patch_size\n0,0,0\n5,5,5\n", "patch size 0")]
    [TestCase("x,y,mpp\n0,0,0.5\n5,5,0.25\n", "more than one mpp")]
    [TestCase("x,y,mpp\n0,0,-1\n5,5,-1\n", "no resolution")]
    [TestCase("x,y,patient\n0,0,p\n5,5,q\n", "more than one patient")]
    [TestCase("x,y,slide\n0,0,s\n5,5,\n", "names no slide")]
    [TestCase("", "empty")]
    [TestCase("x,y\n0,0\n\"1,1\n", "quote")]
    public void Run_TableThatDoesNotFit_IsRefusedWithTheReason(string table, string reason)
    {
        var path = WriteNpy("a.npy", "<f4", "(2, 4)", Numbers(8).Select(value => (double)value));
        Folder.Write("a.csv", table);
        Assert.That(Refusal(path), Does.Contain(reason));
    }

    [Test]
    public void Run_SlideWhoseRowsStandApart_IsRefused()
    {
        var path = WriteNpy("a.npy", "<f4", "(3, 2)", Numbers(6).Select(value => (double)value));
        Folder.Write("a.csv", "slide,x,y\ns,0,0\nt,0,0\ns,5,5\n");
        Assert.That(Refusal(path), Does.Contain("row 2").And.Contain("sort"));
    }

    [Test]
    public void Run_TableThatIsNotUtf8_IsRefusedWithItsLine()
    {
        var path = WriteNpy("a.npy", "<f4", "(1, 2)", [1, 2]);
        File.WriteAllBytes(Folder.At("a.csv"), [.. Encoding.ASCII.GetBytes("x,y,label\n0,0,"), 0xE9, (byte)'\n']);
        Assert.That(Refusal(path), Does.Contain("UTF-8").And.Contain("line 2"));
    }

    [Test]
    public void Run_NoTable_SaysHowToNameIt() =>
        Assert.That(Refusal(WriteNpy("a.npy", "<f4", "(1, 2)", [1, 2])), Does.Contain("a.csv").And.Contain("--coords"));

    [Test]
    public void Run_ElementsThatAreNoNumbers_AreRefusedByTile([Values(double.NaN, double.PositiveInfinity, 1e300)] double bad)
    {
        var path = WriteNpy("a.npy", "<f8", "(2, 2)", [1, 2, 3, bad]);
        WriteTable("a.csv", 2);
        Assert.That(Refusal(path), Does.Contain("tile 1").And.Contain("element 1"));
    }

    [Test]
    public void Run_OneBadSlideOfThree_LeavesTheOthersIn()
    {
        var path = WriteNpy("a.npy", "<f4", "(3, 2)", [1, 2, 3, double.NaN, 5, 6]);
        Folder.Write("a.csv", "slide,x,y\ns,0,0\nt,0,0\nu,5,5\n");
        using var collection = Empty();
        var report = Importer.Run(collection, [path], Told);
        Assert.That(collection.Slides().Select(slide => slide.Name), Is.EqualTo(new[] { "s", "u" }));
        Assert.That(report.Skipped.Single().Reason, Does.StartWith("slide t: "));
    }

    [Test]
    public void Run_AnotherEncoderOfOneDimension_RefusesToMix()
    {
        var path = WriteNpy("a.npy", "<f4", "(1, 2)", [1, 2]);
        WriteTable("a.csv", 1);
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        Assert.That(
            () => Importer.Run(collection, [path], Told with { Encoder = "other", Space = "enc" }),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("model enc against other"));
    }

    private static int Whole(string text) => (int)Math.Round(double.Parse(text, CultureInfo.InvariantCulture));
}
