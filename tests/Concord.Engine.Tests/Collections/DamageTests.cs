namespace Concord.Tests;

/// <summary>Flipped bits, missing and shortened files: told, or without effect, never a wrong answer.</summary>
internal sealed class DamageTests : CollectionFixture
{
    private const int Flips = 150;

    private string[] _expected = [];

    private void Fill()
    {
        using var collection = Create();
        for (var i = 0; i < 8; i++) Add(collection, Slide($"slide{i}", label: $"label{i % 3}"), 20, i);
        collection.Compact();
        for (var i = 8; i < 12; i++) Add(collection, Slide($"slide{i}", label: $"label{i % 3}"), 20, i);
        collection.DeleteSlides(["slide2"]);
        _expected = Answers(collection);
    }

    private static string[] Answers(Collection collection) =>
    [
        .. Enumerable.Range(0, 3).SelectMany(i => collection.Search(collection.Space(), Request(Random(1, 50 + i), 20, $"label in (label{i}, label1)")).Hits)
            .Select(h => $"{h.Tile} {h.Distance} {h.Slide} {h.Patient} {h.X} {h.Labels["label"]}"),
    ];

    [TestCase("catalog.db")]
    [TestCase("*.seg")]
    [TestCase("*.cgen")]
    public void Search_BitFlipped_IsToldOrHarmless(string pattern)
    {
        Fill();
        var file = Directory.GetFiles(Path, pattern, SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);
        var random = new Random(7);
        var told = 0;
        for (var i = 0; i < Flips; i++)
        {
            var at = random.NextInt64(bytes.Length);
            var bit = (byte)(1 << random.Next(8));
            bytes[at] ^= bit;
            File.WriteAllBytes(file, bytes);
            told += IsTold($"{pattern}, byte {at}, bit {bit}") ? 1 : 0;
            bytes[at] ^= bit;
        }
        File.WriteAllBytes(file, bytes);
        TestContext.Out.WriteLine($"{pattern}: {told} of {Flips} flips told, the others without effect");
        using var whole = Open(CollectionAccess.Read);
        Assert.That(Answers(whole), Is.EqualTo(_expected));
    }

    /// <summary>True when searching or verifying told of the damage; asserts that the answers were right when searching did not.</summary>
    private bool IsTold(string what)
    {
        try
        {
            using var collection = Open(CollectionAccess.Read);
            Assert.That(Answers(collection), Is.EqualTo(_expected), what);
            return !collection.Verify().Sound;
        }
        catch (ConcordException error)
        {
            Assert.That(error.Code, Is.AnyOf(ConcordErrorCode.Corrupt, ConcordErrorCode.NewerFormat, ConcordErrorCode.IoError, ConcordErrorCode.NotFound), what);
            return true;
        }
    }

    [TestCase("*.seg")]
    [TestCase("*.cgen")]
    public void Search_FileMissing_IsCorrupt(string pattern)
    {
        Fill();
        File.Delete(Directory.GetFiles(Path, pattern, SearchOption.AllDirectories).Single());
        using var collection = Open(CollectionAccess.Read);
        Assert.That(() => Answers(collection), Throws.TypeOf<ConcordCorruptException>());
        Assert.That(collection.Verify().Sound, Is.False);
    }

    [TestCase("*.seg")]
    [TestCase("*.cgen")]
    public void Search_FileShortened_IsCorrupt(string pattern)
    {
        Fill();
        var file = Directory.GetFiles(Path, pattern, SearchOption.AllDirectories).Single();
        using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length - 600);
        using var collection = Open(CollectionAccess.Read);
        Assert.That(() => Answers(collection), Throws.TypeOf<ConcordCorruptException>());
        Assert.That(collection.Verify().Sound, Is.False);
    }

    [Test]
    public void Open_SegmentMissing_WriterIsToldCorrupt()
    {
        Fill();
        File.Delete(Directory.GetFiles(Path, "*.seg", SearchOption.AllDirectories).Single());
        Assert.That(() => Open(), Throws.TypeOf<ConcordCorruptException>());
    }

    [Test]
    public void Open_CatalogueMissing_IsCorrupt()
    {
        Fill();
        File.Delete(System.IO.Path.Combine(Path, "catalog.db"));
        Assert.That(() => Open(), Throws.TypeOf<ConcordCorruptException>());
    }

    [Test]
    public void Open_StrayFiles_AreRemovedByTheWriterOnly()
    {
        Fill();
        var segments = System.IO.Path.GetDirectoryName(Directory.GetFiles(Path, "*.seg", SearchOption.AllDirectories).Single())!;
        string[] strays = [System.IO.Path.Combine(segments, "9999999999.seg"), System.IO.Path.Combine(segments, "..", "generation-9.cgen.tmp-1a"), System.IO.Path.Combine(Path, "x.tmp-2b")];
        foreach (var stray in strays) File.WriteAllText(stray, "");
        using (var reader = Open(CollectionAccess.Read)) Assert.That(Answers(reader), Is.EqualTo(_expected));
        Assert.That(strays, Has.All.Matches<string>(File.Exists));
        using var writer = Open();
        Assert.That(strays, Has.None.Matches<string>(File.Exists));
    }

    [Test]
    public void Append_RowsWrittenButNeverCommitted_AreCutOff()
    {
        Fill();
        var file = Directory.GetFiles(Path, "*.seg", SearchOption.AllDirectories).Single();
        var length = new FileInfo(file).Length;
        using (var stream = new FileStream(file, FileMode.Append)) stream.Write(new byte[1000]);
        using (var writer = Open()) Assert.That(Answers(writer), Is.EqualTo(_expected));
        Assert.That(new FileInfo(file).Length, Is.EqualTo(length));
    }

    [Test]
    public void Append_AfterAFailedWrite_IsRefusedUntilReopened()
    {
        using (var collection = Create())
        {
            Add(collection, Slide("a"), 2);
            // The next segment cannot be made: its folder is gone.
            collection.Compact();
            var tail = Directory.GetDirectories(Path, "tail", SearchOption.AllDirectories).Single();
            Directory.Delete(tail);
            Assert.That(() => Add(collection, Slide("b"), 2), Throws.InstanceOf<ConcordException>());
            Directory.CreateDirectory(tail);
            Assert.That(() => Add(collection, Slide("c"), 2), Throws.TypeOf<ConcordIoException>().With.Property("Code").EqualTo(ConcordErrorCode.Poisoned));
            Assert.That(collection.Search(collection.Space(), Request(new float[Dimension])).Hits, Has.Count.EqualTo(2), "readers go on");
        }
        using var again = Open();
        Add(again, Slide("c"), 2);
        Assert.That(again.Info().Tiles, Is.EqualTo(4));
        Assert.That(again.Verify().Problems, Is.Empty);
    }
}
