namespace Concord.Interop.Tests;

internal sealed class SourceTests : IndexFixture
{
    [Test]
    public void OpenSegment_Written_SaysWhatItHolds()
    {
        using var source = OpenSegment(Draw(10), firstRow: 100);

        Assert.That(source.Info, Is.EqualTo(new SourceInfo(
            Dimension, NativeDtype.Float32, null, 10, 109, 1, 1, 1, 0, new FileInfo(At("rows.seg")).Length)));
    }

    [Test]
    public void OpenSegment_Absent_IsNotFound() => Assert.That(
        () => Source.OpenSegment(At("absent.seg"), Shape, 0, []), Throws.TypeOf<ConcordNotFoundException>().With.Message.Contains("absent.seg"));

    [Test]
    public void OpenGeneration_Junk_IsCorrupt()
    {
        File.WriteAllBytes(At("junk.gen"), new byte[5000]);

        Assert.That(() => Source.OpenGeneration(At("junk.gen"), Collection), Throws.TypeOf<ConcordCorruptException>());
    }

    [Test]
    public void ReadRows_SomeHeld_CopiesThemAndLeavesTheOthers()
    {
        var vectors = Draw(10);
        using var source = OpenSegment(vectors);
        var output = Enumerable.Repeat(7f, 2 * Dimension).ToArray();
        var present = new byte[2];

        source.ReadRows([3, 99], output, present);

        Assert.That(present, Is.EqualTo(new byte[] { 1, 0 }));
        Assert.That(output[..Dimension], Is.EqualTo(vectors[(3 * Dimension)..(4 * Dimension)]));
        Assert.That(output[Dimension..], Is.All.EqualTo(7f));
    }

    [Test]
    public void ReadRows_OutputTooShort_NamesNumbers()
    {
        using var source = OpenSegment(Draw(10));

        Assert.That(() => source.ReadRows([1, 2], new float[Dimension], new byte[2]),
            Throws.TypeOf<ConcordArgumentException>().With.Message.EqualTo("vectors has 8 elements; 2 x 8 needs 16"));
    }

    [Test]
    public void Verify_Sound_FindsNothingAndReportsProgress()
    {
        using var source = OpenSegment(Draw(10));
        var last = (Done: 0L, Total: 0L);

        var bad = source.Verify((done, total) => last = (done, total));

        Assert.That(bad, Is.Zero);
        Assert.That(last.Done, Is.EqualTo(last.Total).And.GreaterThan(0));
    }

    [Test]
    public void Verify_FlippedByte_FindsTheBlock()
    {
        using (OpenSegment(Draw(10))) { }
        using var source = Damaged();

        Assert.That(source.Verify(), Is.EqualTo(1));
    }

    [Test]
    public void Verify_CallbackThrows_ItsExceptionComesOut()
    {
        using var source = OpenSegment(Draw(100));

        Assert.That(() => source.Verify((_, _) => throw new InvalidTimeZoneException("mine")),
            Throws.TypeOf<InvalidTimeZoneException>().With.Message.EqualTo("mine"));
    }

    [Test]
    public void Verify_CancelledBefore_CarriesTheToken()
    {
        using var source = OpenSegment(Draw(10));
        var token = new CancellationToken(canceled: true);

        Assert.That(() => source.Verify(null, token),
            Throws.InstanceOf<OperationCanceledException>().With.Property(nameof(OperationCanceledException.CancellationToken)).EqualTo(token));
    }

    [Test]
    public void Verify_Disposed_Throws()
    {
        var source = OpenSegment(Draw(10));
        source.Dispose();

        Assert.That(() => source.Verify(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => source.ReadRows([0], new float[Dimension], new byte[1]), Throws.TypeOf<ObjectDisposedException>());
    }

    private Source Damaged()
    {
        var bytes = File.ReadAllBytes(At("rows.seg"));
        using var writer = SegmentWriter.Create(At("copy.seg"), Shape);
        var chunks = writer.Append<float>(Draw(10));
        bytes[^1] ^= 1;
        File.WriteAllBytes(At("rows.seg"), bytes);
        return Source.OpenSegment(At("rows.seg"), Shape, 10, chunks);
    }
}
