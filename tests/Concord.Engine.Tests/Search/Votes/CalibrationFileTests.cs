namespace Concord.Tests;

internal sealed class CalibrationFileTests : CollectionFixture
{
    private static readonly CalibrationOptions Options = new() { Quantile = 0.5 };
    private static readonly CancellationToken Never = new(canceled: true);

    [Test]
    public void Calibrate_InAnotherProcess_TakesWhatWasKept()
    {
        var (tiles, slides) = Calibrated();
        using var collection = Collection.Open(Path, CollectionAccess.Read);
        var space = collection.Space();
        using (Assert.EnterMultipleScope())
        {
            // A computation would be cancelled at once.
            Assert.That(collection.CalibrateTiles(space, Options, Never), Is.EqualTo(tiles));
            Assert.That(collection.CalibrateSlides(space, Options, Never), Is.EqualTo(slides));
            Assert.That(() => collection.CalibrateSlides(space, Options with { Quantile = 0.6 }, Never), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(() => collection.CalibrateSlides(space, Options with { Ranking = SlideRanking.SlideToQuery }, Never), Throws.InstanceOf<OperationCanceledException>());
        }
    }

    [Test]
    public void Calibrate_NoLabelHasTwoPatients_IsKeptToo()
    {
        Calibrated();
        using (var collection = Collection.Open(Path, CollectionAccess.Read)) Assert.That(collection.CalibrateSlides(collection.Space(), Options with { Label = "none" }), Is.Null);
        using var again = Collection.Open(Path, CollectionAccess.Read);
        Assert.That(again.CalibrateSlides(again.Space(), Options with { Label = "none" }, Never), Is.Null);
    }

    [Test]
    public void Calibrate_AfterACommit_IsComputedAnew()
    {
        var (_, before) = Calibrated();
        using (var collection = Collection.Open(Path, CollectionAccess.Write)) Add(collection, Slide("s9", "p9", "x"), 4, 90);
        using var again = Collection.Open(Path, CollectionAccess.Read);
        Assert.That(again.CalibrateSlides(again.Space(), Options)!.Samples, Is.EqualTo(before.Samples + 1));
    }

    [Test]
    public void Calibrate_FromADamagedFile_IsComputedAnew()
    {
        var (_, expected) = Calibrated();
        var file = System.IO.Path.Combine(Path, "calibrations.json");
        var sound = File.ReadAllBytes(file);
        for (var at = 0; at < sound.Length; at += 7)
        {
            var damaged = (byte[])sound.Clone();
            damaged[at] ^= 1;
            File.WriteAllBytes(file, damaged);
            Check($"byte {at}");
        }

        foreach (var length in (int[])[0, 1, 17, sound.Length - 1])
        {
            File.WriteAllBytes(file, sound[..length]);
            Check($"cut at {length}");
        }

        void Check(string what)
        {
            using var collection = Collection.Open(Path, CollectionAccess.Read);
            Assert.That(collection.CalibrateSlides(collection.Space(), Options), Is.EqualTo(expected), what);
        }
    }

    [Test]
    public void Calibrate_OfACopiedFile_OfAnotherCollection_IsNotTaken()
    {
        Calibrated();
        var kept = File.ReadAllBytes(System.IO.Path.Combine(Path, "calibrations.json"));
        using var other = Collection.Create(Path + "2", new CollectionOptions { Space = Identity(), ModelId = "m" });
        Add(other, Slide("a", "p0", "x"), 4, 1);
        Add(other, Slide("b", "p1", "x"), 4, 2);
        File.WriteAllBytes(System.IO.Path.Combine(other.Path, "calibrations.json"), kept);
        Assert.That(other.CalibrateSlides(other.Space(), Options)!.Samples, Is.EqualTo(2));
    }

    [Test]
    public void Delete_OfACalibratedCollection_LeavesNothing()
    {
        Calibrated();
        Collection.Delete(Path);
        Assert.That(Directory.Exists(Path), Is.False);
    }

    private (Calibration Tiles, Calibration Slides) Calibrated()
    {
        using var collection = Create();
        for (var i = 0; i < 4; i++) Add(collection, Slide($"s{i}", $"p{i}", "x"), 4, i);
        return (collection.CalibrateTiles(collection.Space(), Options)!, collection.CalibrateSlides(collection.Space(), Options)!);
    }
}
