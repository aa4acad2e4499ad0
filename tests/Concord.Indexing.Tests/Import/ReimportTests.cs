using Concord.Indexing;

namespace Concord.Tests;

internal sealed class ReimportTests : ImportFixture
{
    private static readonly ImportOptions Replace = Told with { Replace = true };

    [Test]
    public void Run_SameFile_DoesNothing()
    {
        var path = WriteHdf5("s.h5", Matrix(5, 4), Corners(5));
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        var (ids, version) = (Ids(collection), Rows(collection));
        var report = Importer.Run(collection, [path], Replace);
        Assert.That((report.Slides, report.Replaced, report.Present), Is.EqualTo((0, 0, 1)));
        Assert.That((Ids(collection), Rows(collection)), Is.EqualTo((ids, version)));
    }

    [Test]
    public void Run_SameBytesWithAnotherTime_DoesNothingAndKnowsTheTime()
    {
        var path = WriteHdf5("s.h5", Matrix(5, 4), Corners(5));
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Assert.That(Importer.Run(collection, [path], Told).Present, Is.EqualTo(1));
        Assert.That(collection.ImportedFrom("s", collection.Space())!.ModifiedUtcTicks, Is.EqualTo(File.GetLastWriteTimeUtc(path).Ticks));
    }

    [Test]
    public void Run_ChangedFile_IsRefusedNamingTheSwitch()
    {
        var path = WriteHdf5("s.h5", Matrix(5, 4), Corners(5));
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        WriteHdf5("s.h5", Matrix(3, 4, seed: 9), Corners(3));
        var report = Importer.Run(collection, [path], Told);
        Assert.That(report.Skipped.Single().Reason, Does.Contain("--replace"));
        Assert.That(Vectors(collection), Is.EqualTo(Numbers(20)));
    }

    [Test]
    public void Run_ChangedFileWithReplace_LeavesOnlyTheNew()
    {
        var path = WriteHdf5("s.h5", Matrix(5, 4), Corners(5));
        var other = WriteHdf5("t.h5", Matrix(2, 4, seed: 50), Corners(2));
        using var collection = New(path, Told);
        Importer.Run(collection, [path, other], Told);
        WriteHdf5("s.h5", Matrix(3, 4, seed: 9), Corners(3, step: 7));
        var report = Importer.Run(collection, [path, other], Replace);
        Assert.Multiple(() =>
        {
            Assert.That((report.Slides, report.Replaced, report.Tiles, report.Present), Is.EqualTo((1, 1, 3L, 1)));
            Assert.That(collection.Tiles("slide = s").Select(tile => tile.X), Is.EqualTo(new[] { 0, 7, 14 }));
            Assert.That(collection.VectorsOf(collection.Space(), [.. collection.Tiles("slide = s").Select(tile => tile.Id)]), Is.EqualTo(Numbers(12, seed: 9)));
            Assert.That(collection.Tiles("slide = t"), Has.Count.EqualTo(2));
            Assert.That(Rows(collection), Is.EqualTo(5));
            Assert.That(collection.Verify().Problems, Is.Empty);
        });
    }

    [Test]
    public void Run_ReplacementThatIsDamaged_LeavesTheOld()
    {
        var path = WriteHdf5("s.h5", Matrix(9000, 4), Corners(9000));
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        var worse = Matrix(9000, 4, seed: 9);
        worse[8999, 3] = float.NaN;
        WriteHdf5("s.h5", worse, Corners(9000, step: 7));
        var report = Importer.Run(collection, [path], Replace);
        Assert.That(report.Skipped.Single().Reason, Does.Contain("tile 8999"));
        Assert.That(Vectors(collection), Is.EqualTo(Numbers(36_000)));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void Run_TableBesideTheVectorsChanged_IsNoticed()
    {
        var path = WriteNpy("a.npy", "<f4", "(2, 2)", [1, 2, 3, 4]);
        WriteTable("a.csv", 2);
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        Folder.Write("a.csv", "x,y\n100,0\n200,0\n");
        Assert.That(Importer.Run(collection, [path], Told).Skipped.Single().Reason, Does.Contain("--replace"));
        Importer.Run(collection, [path], Replace);
        Assert.That(Places(collection), Is.EqualTo(new[] { (100, 0, 10), (200, 0, 10) }));
    }

    [Test]
    public void Run_ReplacedInOneSpace_KeepsTheSlideInTheOther()
    {
        var path = WriteHdf5("s.h5", Matrix(3, 4), Corners(3));
        using var collection = New(path, Told);
        Importer.Run(collection, [path], Told);
        Importer.Run(collection, [path], Told with { Encoder = "other" });
        WriteHdf5("s.h5", Matrix(2, 4, seed: 9), Corners(2));
        Importer.Run(collection, [path], Replace);
        Assert.That(collection.Info().Spaces.Select(space => space.Rows), Is.EqualTo(new[] { 2L, 3 }));
        Assert.That(collection.Tiles(), Has.Count.EqualTo(3), "two in both spaces, one in the other alone");
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    private static long[] Ids(Collection collection) => [.. collection.Tiles().Select(tile => tile.Id)];

    private static long Rows(Collection collection) => collection.Info().Spaces[0].Rows;
}
