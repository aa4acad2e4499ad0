using Concord.Indexing;
using PureHDF;

namespace Concord.Tests;

/// <summary>One vector a slide, as TRIDENT's slide encoders write it.</summary>
internal sealed class WholeSlideImportTests : ImportFixture
{
    private static readonly ImportOptions Titan = new() { Encoder = "titan", Metric = Metric.L2 };

    [TestCase(true)]
    [TestCase(false)]
    public void Run_VectorOfASlide_IsOneRowThatCoversIt(bool flat)
    {
        var path = Write("s1.h5", flat, Numbers(6));
        using var collection = Empty();
        var report = Importer.Run(collection, [path], Titan);
        var tile = collection.Tiles().Single();
        Assert.That((report.Slides, report.Tiles, report.Skipped.Count), Is.EqualTo((1, 1L, 0)));
        Assert.That((tile.Slide, tile.X, tile.Y, tile.Width, tile.Height), Is.EqualTo(("s1", 0, 0, 5000, 4000)));
        Assert.That(report.Space!.Identity.Pooling.Mode, Is.EqualTo("slide"));
        Assert.That(Vectors(collection), Is.EqualTo(Numbers(6)));
    }

    [Test]
    public void Run_NoCoordsAtAll_IsAWholeSlideOfUnknownSize()
    {
        var path = Folder.At("s1.h5");
        new H5File { ["features"] = Numbers(6) }.Write(path);
        using var collection = Empty();
        Importer.Run(collection, [path], Titan);
        Assert.That(collection.Tiles().Single() is { Width: 0, Height: 0 });
    }

    [Test]
    public void Run_OneTileWithItsPlace_IsATile()
    {
        using var collection = Empty();
        var report = Importer.Run(collection, [WriteHdf5("s.h5", Matrix(1, 4), Corners(1))], Told);
        Assert.That(report.Space!.Identity.Pooling.Mode, Is.EqualTo("none"));
        Assert.That(collection.Tiles().Single().Width, Is.EqualTo(10));
    }

    [Test]
    public void SimilarSlides_OneRowEach_AreOrderedByDistance()
    {
        float[][] vectors = [[0, 0, 0], [5, 0, 0], [1, 0, 0], [3, 0, 0]];
        using var collection = Empty();
        var paths = vectors.Select((vector, i) => Write($"s{i}.h5", flat: i % 2 == 0, vector)).ToArray();
        Importer.Run(collection, paths, Titan);
        var space = collection.Space();
        var answer = collection.SimilarSlides(space, new SlideQuery { Slide = collection.Slide("s0").Id, K = 3 });
        var tiles = collection.Search(space, new SearchRequest { Vector = vectors[0], K = 4 });
        Assert.That(answer.Hits.Select(hit => hit.Slide.Name), Is.EqualTo(new[] { "s2", "s3", "s1" }));
        Assert.That(tiles.Hits.Select(hit => hit.Slide), Is.EqualTo(new[] { "s0", "s2", "s3", "s1" }));
    }

    [Test]
    public void Run_TilesAndSlidesOfOneEncoder_RefuseToMix()
    {
        var tiles = WriteHdf5("t.h5", Matrix(2, 6), Corners(2));
        var slide = Write("s.h5", flat: true, Numbers(6));
        using var collection = Empty();
        var options = Told with { Encoder = "titan" };
        Importer.Run(collection, [tiles], options);
        Importer.Run(collection, [slide], Titan);
        Assert.That(collection.Spaces.Select(space => space.Name), Is.EqualTo(new[] { "titan", "titan-2" }));
        Assert.That(() => Importer.Run(collection, [slide], Titan with { Space = "titan" }), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("pooling"));
    }

    [Test]
    public void Run_VectorThatIsNoNumber_IsRefused() => Assert.That(Refusal(Write("s.h5", flat: true, [1, float.NaN]), Titan), Does.Contain("element 1"));

    /// <summary>The coordinates are those of the tiles that went into the vector.</summary>
    private string Write(string name, bool flat, float[] vector)
    {
        var coords = new H5Dataset(Corners(7));
        (coords.Attributes["level0_width"], coords.Attributes["level0_height"]) = (5000L, 4000L);
        var row = new float[1, vector.Length];
        Buffer.BlockCopy(vector, 0, row, 0, vector.Length * sizeof(float));
        new H5File { ["features"] = flat ? vector : row, ["coords"] = coords }.Write(Folder.At(name));
        return Folder.At(name);
    }
}
