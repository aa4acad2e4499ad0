namespace Concord.Tests;

internal sealed class DeviceSlideTests : DeviceFixture
{
    [TestCase(Metric.L2, null)]
    [TestCase(Metric.Cosine, 4)]
    public void SimilarSlides_EveryTile_GivesTheCpusAnswerAndSaysWhere(Metric metric, int? compare)
    {
        using var device = Device();
        Fill(200, 0, ElementType.Float32, metric);
        var (found, expected) = Answers(device, "s3", new SlideQuery { K = 4, Compare = compare, Pairs = 2 });
        AssertSame(found, expected);
        // Each comparison of two slides; in two stages those that estimate, too.
        Assert.That(found.Facts.Device, Is.EqualTo(new DeviceShare(device.Info!.Name, expected.Facts.Compared + expected.Facts.Candidates, null)));
    }

    [Test]
    public void SimilarSlides_BudgetForNoSlide_IsTheCpusWithTheReason()
    {
        using var device = Device(budgetBytes: 300);
        Fill(100, 0, ElementType.Float32);
        var (found, expected) = Answers(device, "s2", new SlideQuery { K = 3 });
        AssertSame(found, expected);
        Assert.That((found.Facts.Device!.Scans, found.Facts.Device.Reason), Is.EqualTo((0L, found.Facts.Device.Reason)));
        Assert.That(found.Facts.Device.Reason, Does.StartWith("device memory: "));
    }

    [Test]
    public void Heatmap_GivesTheCpusBitsAndSaysWhere()
    {
        using var device = Device();
        Fill(100, 20, ElementType.Float16);
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        var query = Random(1, 7);
        var (found, expected) = (there.Heatmap(there.Space(), query, there.Slide("s4").Id), here.Heatmap(here.Space(), query, here.Slide("s4").Id));
        Assert.That(found.Distances, Is.EqualTo(expected.Distances));
        Assert.That((found.Device, expected.Device), Is.EqualTo((new DeviceShare(device.Info!.Name, 1, null), (DeviceShare?)null)));
    }

    [Test]
    public void Heatmap_BudgetForNoTile_IsTheCpusWithTheReason()
    {
        using var device = Device(budgetBytes: 100);
        Fill(100, 0, ElementType.Float32);
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        var query = Random(1, 7);
        var (found, expected) = (there.Heatmap(there.Space(), query, there.Slide("s4").Id), here.Heatmap(here.Space(), query, here.Slide("s4").Id));
        Assert.That(found.Distances, Is.EqualTo(expected.Distances));
        Assert.That((found.Device!.Scans, found.Device.Reason), Is.EqualTo((0L, found.Device.Reason)).And.Matches<(long, string?)>(d => d.Item2!.StartsWith("device memory: ", StringComparison.Ordinal)));
    }

    private (SlideAnswer Found, SlideAnswer Expected) Answers(Accelerator device, string slide, SlideQuery query)
    {
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        query = query with { Slide = here.Slide(slide).Id };
        return (there.SimilarSlides(there.Space(), query), here.SimilarSlides(here.Space(), query));
    }

    private static void AssertSame(SlideAnswer found, SlideAnswer expected)
    {
        Assert.That(found.Hits.Select(h => (h.Slide.Id, h.Distance, h.AToB, h.BToA)), Is.EqualTo(expected.Hits.Select(h => (h.Slide.Id, h.Distance, h.AToB, h.BToA))));
        Assert.That(found.Hits.SelectMany(h => h.Pairs), Is.EqualTo(expected.Hits.SelectMany(h => h.Pairs)));
        Assert.That(found.Hits, Is.Not.Empty);
        // The search for tiles counts rows that may not be returned, too.
        Assert.That(found.Facts with { Device = null, Rows = 0 }, Is.EqualTo(expected.Facts with { Rows = 0 }));
    }
}
