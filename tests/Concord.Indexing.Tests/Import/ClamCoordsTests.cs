using Concord.Indexing;

namespace Concord.Tests;

/// <summary>CLAM keeps coordinates in patches/ID.h5 and features in files of their own.</summary>
internal sealed class ClamCoordsTests : ImportFixture
{
    private ImportOptions Patches => new() { Encoder = "enc", Metric = Metric.L2, Coords = Folder.At("patches") };

    [TestCase(0, 1.0, 256)]
    [TestCase(1, 4.0, 1024)]
    [TestCase(1, 4.000132, 1024)]
    public void Run_CoordsOfTheirOwn_GivePlacesAndTheSideAtLevel0(long level, double downsample, int side)
    {
        var path = WriteHdf5("s.h5", Matrix(4, 3), coords: null);
        WriteClamCoords("patches/s.h5", Corners(4, 300), 256, level, downsample);
        using var collection = New(path, Patches);
        var report = Importer.Run(collection, [path], Patches);
        Assert.That(report.Tiles, Is.EqualTo(4));
        Assert.That(Places(collection), Is.EqualTo(new[] { (0, 0, side), (300, 0, side), (600, 0, side), (900, 0, side) }));
        Assert.That(Vectors(collection), Is.EqualTo(Numbers(12)));
    }

    [Test]
    public void Run_CoordsInBothFiles_TakesSizesFromThePatches()
    {
        var path = WriteHdf5("s.h5", Matrix(2, 3), Corners(2));
        WriteClamCoords("patches/s.h5", Corners(2), 10, 0, 1, [400, 300]);
        using var collection = New(path, Patches);
        Importer.Run(collection, [path], Patches);
        Assert.That((collection.Slide("s").Width, collection.Slide("s").Height), Is.EqualTo((400, 300)));
    }

    [Test]
    public void Run_CoordsThatDisagree_AreRefused()
    {
        var path = WriteHdf5("s.h5", Matrix(2, 3), Corners(2));
        WriteClamCoords("patches/s.h5", Corners(2, step: 20), 10, 0, 1);
        Assert.That(Refusal(path, Patches), Does.Contain("different runs"));
    }

    [Test]
    public void Run_AnotherNumberOfCoords_IsRefused()
    {
        var path = WriteHdf5("s.h5", Matrix(3, 3), coords: null);
        WriteClamCoords("patches/s.h5", Corners(2), 10, 0, 1);
        Assert.That(Refusal(path, Patches), Does.Contain("2 rows").And.Contain("3"));
    }

    [Test]
    public void Run_TileOutsideTheSlide_IsRefused()
    {
        var path = WriteHdf5("s.h5", Matrix(2, 3), coords: null);
        WriteClamCoords("patches/s.h5", Corners(2, step: 400), 10, 0, 1, [400, 300]);
        Assert.That(Refusal(path, Patches), Does.Contain("tile 1").And.Contain("400 x 300"));
    }

    [Test]
    public void Run_NoCoordsOfThisSlide_IsRefused()
    {
        var path = WriteHdf5("s.h5", Matrix(2, 3), coords: null);
        WriteClamCoords("patches/t.h5", Corners(2), 10, 0, 1);
        Assert.That(Refusal(path, Patches), Does.Contain("s.h5").And.Contain("patches"));
    }

    [Test]
    public void Run_NoCoordsAnywhere_SaysHowToNameThem() => Assert.That(Refusal(WriteHdf5("s.h5", Matrix(2, 3), coords: null)), Does.Contain("--coords"));

    [Test]
    public void Run_LevelOfUnknownSize_AsksForTheSide()
    {
        var path = WriteHdf5("s.h5", Matrix(2, 3), coords: null);
        WriteClamCoords("patches/s.h5", Corners(2), 256, 1, downsample: 0);
        Assert.That(Refusal(path, Patches), Does.Contain("--patch-size"));
    }

    [Test]
    public void Run_CoordsFolderThatIsNot_Throws() =>
        Assert.That(() => Importer.IdentityOf(WriteHdf5("s.h5", Matrix(2, 3), coords: null), Patches), Throws.TypeOf<ConcordNotFoundException>());
}
