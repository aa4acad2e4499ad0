namespace Concord.Interop.Tests;

internal sealed class GenerationTests : IndexFixture
{
    [Test]
    public void Build_WithLists_SaysWhatItHolds()
    {
        using var segment = OpenSegment(Draw(500));
        using var generation = BuildGeneration(segment, lists: 4);

        Assert.That(generation.Info.Rows, Is.EqualTo(500));
        Assert.That(generation.Info.Lists, Is.EqualTo(4));
        Assert.That(generation.Info.Metric, Is.EqualTo(NativeMetric.L2));
        Assert.That(generation.Info.Nprobe, Is.InRange(1, 4));
        Assert.That(generation.Info.ExpectedRecall, Is.GreaterThanOrEqualTo(0.99));
    }

    [Test]
    public void Build_Keep_LeavesTheOthersOut()
    {
        using var segment = OpenSegment(Draw(20));
        var keep = new RowBitmap(20) { [3] = true, [17] = true };

        using var generation = BuildGeneration(segment, lists: 1, keep);

        Assert.That(generation.Info.Rows, Is.EqualTo(2));
        Assert.That(generation.Info.LastRow, Is.EqualTo(17));
    }

    [Test]
    public void Build_FileThere_IsRefused()
    {
        using var segment = OpenSegment(Draw(20));
        using var generation = BuildGeneration(segment, lists: 1);

        Assert.That(() => Generation.Build(At("rows.gen"), [segment], Options(1)), Throws.TypeOf<ConcordAlreadyExistsException>());
    }

    [Test]
    public void Build_Progress_EndsAtItsTotal()
    {
        using var segment = OpenSegment(Draw(500));
        var last = (Done: 0L, Total: -1L);

        using var generation = BuildGeneration(segment, lists: 4, progress: (done, total) => last = (done, total));

        Assert.That(last.Done, Is.EqualTo(last.Total));
    }

    [Test]
    public void Build_CallbackThrows_ItsExceptionComesOutAndNoFileStays()
    {
        using var segment = OpenSegment(Draw(500));

        Assert.That(() => BuildGeneration(segment, 4, null, (_, _) => throw new InvalidTimeZoneException("mine")),
            Throws.TypeOf<InvalidTimeZoneException>());
        Assert.That(File.Exists(At("rows.gen")), Is.False);
    }

    [Test]
    public void Build_CancelledFromTheCallback_CarriesTheToken()
    {
        using var segment = OpenSegment(Draw(500));
        using var cancel = new CancellationTokenSource();

        Assert.That(() => Generation.Build(At("rows.gen"), [segment], Options(4), null, (_, _) => cancel.Cancel(), cancel.Token),
            Throws.InstanceOf<OperationCanceledException>().With.Property(nameof(OperationCanceledException.CancellationToken)).EqualTo(cancel.Token));
        Assert.That(File.Exists(At("rows.gen")), Is.False);
    }

    [Test]
    public void Build_NoSources_IsRefused() => Assert.That(
        () => Generation.Build(At("rows.gen"), [], Options(1)), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("sources is 0"));

    [Test]
    public void Build_SecondSourceDisposed_ThrowsAndReleasesTheFirst()
    {
        using var first = OpenSegment(Draw(20));
        var second = OpenSegment(Draw(20), "more.seg", 20);
        second.Dispose();

        Assert.That(() => Generation.Build(At("rows.gen"), [first, second], Options(1)), Throws.TypeOf<ObjectDisposedException>());
        first.Dispose();
        Assert.That(first.Handle.IsClosed, Is.True);
    }
}
