namespace Concord.Tests;

/// <summary>Features read by workers: those of this process, or one reason.</summary>
[Platform(Include = "Linux")]
public sealed class WorkerFeatureFileTests : WorkersTest
{
    [TestCase("NCBI10.uni_v2.trident.h5", false)]
    [TestCase("NCBI10.hoptimus0.clam.h5", true)]
    public void Open_RealFile_IsThatOfThisProcess(string name, bool ownCoords)
    {
        var path = TestData.Require("vectors", name);
        var coords = ownCoords ? TestData.Require("vectors", "NCBI10.hoptimus0.trident.h5") : null;
        using var expected = new Hdf5FeatureFile(path, coords);
        using var file = WorkerFeatureFile.Open(Workers, path, coords);
        var header = file.Slides.Single();
        Assert.Multiple(() =>
        {
            Assert.That(header with { Labels = expected.Slides[0].Labels }, Is.EqualTo(expected.Slides[0]));
            Assert.That(file.Files, Is.EqualTo(expected.Files));
            Assert.That(file.ReadSpots(header), Is.EqualTo(expected.ReadSpots(header)));
            Assert.That(file.ReadVectors(header, 0, header.Rows), Is.EqualTo(expected.ReadVectors(header, 0, header.Rows)));
            Assert.That(file.ReadVectors(header, 7, 3), Is.EqualTo(expected.ReadVectors(header, 7, 3)));
        });
    }

    [Test]
    public void Open_NoHdf5_GivesTheReasonOfThisProcessAndTheWorkerGoesOn()
    {
        var path = Folder.Write("text.h5", "this is no HDF5 file");
        var expected = Assert.Throws<FeatureFileException>(() => new Hdf5FeatureFile(path, null).Dispose());
        for (var i = 0; i < 2; i++) Assert.That(() => WorkerFeatureFile.Open(Workers, path, null), Throws.TypeOf<FeatureFileException>().With.Message.EqualTo(expected.Message));
        Assert.That(Workers.Started, Is.EqualTo(1));
    }

    [TestCase("crash", "crashed (signal 11, SIGSEGV)")]
    [TestCase("memory", "more than the 512 MiB of memory")]
    [TestCase("garbage", "makes no sense")]
    [TestCase("exit", "ended by itself (exit code 3)")]
    public void File_HostileAnywhere_CostsOneReasonAndTheNextFileIsRead(string what, string reason)
    {
        using var workers = Hostile.Workers();
        foreach (var when in new[] { "open", "spots", "read" })
        {
            Assert.That(() => Use(workers, Hostile.File(Folder, when + ".h5", when, what)), Throws.TypeOf<FeatureFileException>().With.Message.Contains(reason), when);
        }

        Assert.That(Use(workers, Hostile.File(Folder, "good.h5", "never", "nothing")), Is.EqualTo(new[] { 2f, 3f, 4f, 5f }));
        Assert.That(workers.Started, Is.EqualTo(4), "one process for each hostile file, and one for the good");
    }

    [Test]
    public void File_ThatHangs_IsEndedAtTheDeadline()
    {
        using var workers = Hostile.Workers(Hostile.Options with { Deadline = TimeSpan.FromSeconds(3) });
        Assert.That(() => Use(workers, Hostile.File(Folder, "hangs.h5", "read", "hang")), Throws.TypeOf<FeatureFileException>().With.Message.Contains("no answer within 3 s"));
    }

    private static float[] Use(SlideWorkers workers, string path)
    {
        using var file = WorkerFeatureFile.Open(workers, path, null);
        Assert.That(file.ReadSpots(file.Slides[0])[2], Is.EqualTo(new TileSpot(512, -7, null)));
        return file.ReadVectors(file.Slides[0], 1, 2);
    }
}
