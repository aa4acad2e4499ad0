namespace Concord.Interop.Tests;

internal sealed class SearchTests : IndexFixture
{
    [Test]
    public void Run_Segment_FindsTheNearestRows()
    {
        var (vectors, queries) = (Draw(300), Draw(5, seed: 2));
        using var source = OpenSegment(vectors);

        var result = Search.Run([source], queries, Dimension, Nearest(7));

        for (var q = 0; q < 5; q++)
            Assert.That(result.RowsOf(q).ToArray(), Is.EqualTo(Expected(vectors, queries.AsSpan(q * Dimension, Dimension), 7)));
        Assert.That(result.Stats.Exact, Is.True);
        Assert.That(result.Stats.RowsScanned, Is.EqualTo(1500));
    }

    [Test]
    public void Run_ExactGenerationAndSegment_AnswersAsOneSegment()
    {
        var (vectors, queries) = (Draw(600), Draw(5, seed: 2));
        using var whole = OpenSegment(vectors, "whole.seg");
        using var head = OpenSegment(vectors[..(400 * Dimension)], "head.seg");
        using var tail = OpenSegment(vectors[(400 * Dimension)..], "tail.seg", 400);
        using var generation = BuildGeneration(head, lists: 8);

        var expected = Search.Run([whole], queries, Dimension, Nearest(10));
        var result = Search.Run([generation, tail], queries, Dimension, Nearest(10) with { Exact = true });

        Assert.That(result.Rows, Is.EqualTo(expected.Rows));
        Assert.That(result.Distances, Is.EqualTo(expected.Distances));
    }

    [Test]
    public void Run_CalibratedGeneration_ReportsItsRecall()
    {
        using var segment = OpenSegment(Draw(600));
        using var generation = BuildGeneration(segment, lists: 8);

        var stats = Search.Run([generation], Draw(3, seed: 2), Dimension, Nearest(10)).Stats;

        Assert.That(stats.ExpectedRecall, Is.GreaterThanOrEqualTo(0.99));
        Assert.That(stats.ListsTotal, Is.EqualTo(24));
    }

    [Test]
    public void Run_NprobeByHand_HasNoExpectedRecall()
    {
        using var segment = OpenSegment(Draw(600));
        using var generation = BuildGeneration(segment, lists: 8);

        Assert.That(Search.Run([generation], Draw(1), Dimension, Nearest(1) with { Nprobe = 2 }).Stats.ExpectedRecall, Is.Null);
    }

    [Test]
    public void Run_Filter_ReturnsOnlyItsRows()
    {
        var vectors = Draw(50);
        using var source = OpenSegment(vectors);
        var filter = new RowBitmap(50);
        for (var row = 1; row < 50; row += 2) filter[row] = true;

        var result = Search.Run([source], Draw(1, seed: 2), Dimension, Nearest(4) with { Filter = filter });

        Assert.That(result.RowsOf(0).ToArray(), Is.EqualTo(Expected(vectors, Draw(1, seed: 2), 4, row => row % 2 == 1)));
    }

    [Test]
    public void Run_FilterOverNoRows_FindsNothing()
    {
        using var source = OpenSegment(Draw(50));

        var result = Search.Run([source], Draw(1), Dimension, Nearest(3) with { Filter = new RowBitmap(0) });

        Assert.That(result.Found, Is.EqualTo(new[] { 0 }));
        Assert.That(result.Rows, Is.All.EqualTo(-1L));
        Assert.That(result.Distances, Is.All.NaN);
    }

    [Test]
    public void Run_Exclusion_LeavesTheQuerysGroupOut()
    {
        var vectors = Draw(50);
        using var source = OpenSegment(vectors);
        var groups = Enumerable.Range(0, 50).Select(row => row % 5).ToArray();
        var options = Nearest(4) with { RowGroups = groups, QueryGroups = new[] { 2, -1 } };

        var result = Search.Run([source], Draw(2, seed: 2), Dimension, options);

        Assert.That(result.RowsOf(0).ToArray(), Is.EqualTo(Expected(vectors, Draw(2, seed: 2).AsSpan(0, Dimension), 4, row => row % 5 != 2)));
        Assert.That(result.RowsOf(1).ToArray(), Is.EqualTo(Expected(vectors, Draw(2, seed: 2).AsSpan(Dimension, Dimension), 4)));
    }

    [Test]
    public void Run_MoreThanThereAre_PadsWithMinusOneAndNaN()
    {
        using var source = OpenSegment(Draw(2));

        var result = Search.Run([source], Draw(1), Dimension, Nearest(3));

        Assert.That(result.Found[0], Is.EqualTo(2));
        Assert.That(result.Rows[2], Is.EqualTo(-1));
        Assert.That(result.Distances[2], Is.NaN);
    }

    [Test]
    public void Run_NoQueries_GivesAnEmptyAnswer()
    {
        using var source = OpenSegment(Draw(2));

        Assert.That(Search.Run([source], [], Dimension, Nearest(3)).Rows, Is.Empty);
    }

    [Test]
    public void Run_OtherDimension_NamesBoth()
    {
        using var source = OpenSegment(Draw(2));

        Assert.That(() => Search.Run([source], new float[4], 4, Nearest(1)), Throws.TypeOf<ConcordArgumentException>()
            .With.Message.EqualTo("the queries have 4 dimensions, source 0 has 8"));
    }

    [Test]
    public void Run_OtherMetricThanBuilt_NamesBoth()
    {
        using var segment = OpenSegment(Draw(50));
        using var generation = BuildGeneration(segment, lists: 1);

        Assert.That(() => Search.Run([generation], Draw(1), Dimension, Nearest(1) with { Metric = NativeMetric.InnerProduct }),
            Throws.TypeOf<ConcordArgumentException>().With.Message.EqualTo("the search is by InnerProduct, source 0 was built for L2"));
    }

    [TestCase(0)]
    [TestCase(1_000_001)]
    public void Run_KOutOfRange_NamesIt(int k)
    {
        using var source = OpenSegment(Draw(2));

        Assert.That(() => Search.Run([source], Draw(1), Dimension, Nearest(k)), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void Run_GroupsOfQueriesMissing_IsRefused()
    {
        using var source = OpenSegment(Draw(2));

        Assert.That(() => Search.Run([source], Draw(1), Dimension, Nearest(1) with { RowGroups = new[] { 1, 2 } }),
            Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void Run_NaNQuery_CarriesNativeText()
    {
        using var source = OpenSegment(Draw(2));
        var query = Draw(1);
        query[3] = float.NaN;

        Assert.That(() => Search.Run([source], query, Dimension, Nearest(1)),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Not.Empty);
    }

    [Test]
    public void Run_DisposedSource_Throws()
    {
        var source = OpenSegment(Draw(2));
        source.Dispose();

        Assert.That(() => Search.Run([source], Draw(1), Dimension, Nearest(1)), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Run_DamagedRows_IsCorrupt()
    {
        using (OpenSegment(Draw(10))) { }
        using var copy = SegmentWriter.Create(At("copy.seg"), Shape);
        var chunks = copy.Append<float>(Draw(10, seed: 3));
        using var source = Source.OpenSegment(At("rows.seg"), Shape, 10, chunks);

        Assert.That(() => Search.Run([source], Draw(1), Dimension, Nearest(1)), Throws.TypeOf<ConcordCorruptException>());
    }

    [Test]
    public void Run_CancelledWhileRunning_EndsEarlyAndCarriesTheToken()
    {
        using var source = OpenSegment(Draw(20_000));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        Assert.That(() => Repeat(source, cancel.Token), Throws.InstanceOf<OperationCanceledException>()
            .With.Property(nameof(OperationCanceledException.CancellationToken)).EqualTo(cancel.Token));
    }

    [Test]
    public void Run_SourceDisposedByAnotherThread_AnswersOrSaysDisposed()
    {
        var queries = Draw(200, seed: 2);
        for (var round = 0; round < 20; round++)
        {
            var source = OpenSegment(Draw(500), $"{round}.seg");
            var search = Task.Run(() => Search.Run([source], queries, Dimension, Nearest(5)));
            source.Dispose();
            try { Assert.That(search.GetAwaiter().GetResult().Found, Is.All.EqualTo(5)); }
            catch (ObjectDisposedException) { }
        }
    }

    private static void Repeat(Source source, CancellationToken token)
    {
        var queries = Draw(500, seed: 2);
        while (true) Search.Run([source], queries, Dimension, Nearest(10), token);
    }
}
