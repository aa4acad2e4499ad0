namespace Concord.Tests;

/// <summary>
/// Work on a graphics processor. Run with CONCORD_NATIVE_LIBRARY naming the emulated device's library (or one built with CUDA on a machine that has a device), else
/// these skip.
/// </summary>
[Category("Device")]
internal abstract class DeviceFixture : CollectionFixture
{
    /// <summary>Skips the test where there is no device.</summary>
    protected static Accelerator Device(long budgetBytes = 0) => Device(new DeviceOptions(0, budgetBytes));

    /// <summary>As the other form; skips, too, where there are fewer devices than asked for.</summary>
    protected static Accelerator Device(DeviceOptions options)
    {
        if (DeviceInfo.All().Count is > 0 and var count && options.More.Any(more => more >= count)) Assert.Ignore($"skipped: {count} device");
        var accelerator = Accelerator.Open(options);
        if (accelerator.Absence is not { } absence) return accelerator;
        accelerator.Dispose();
        Assert.Ignore($"skipped: {absence}");
        return null!;
    }

    /// <summary>A collection of `rows` indexed tiles of ten patients, with labels, and some tiles in the tail.</summary>
    protected void Fill(int rows, int tail, ElementType stored, Metric metric = Metric.L2)
    {
        using var collection = Create(metric, stored);
        for (var i = 0; i < 10; i++) Add(collection, Slide($"s{i}", label: i % 2 == 0 ? "x" : "y"), rows / 10, seed: i);
        collection.Compact();
        if (tail > 0) Add(collection, Slide("tail", label: "x"), tail, seed: 99);
    }

    protected static void AssertSame(IReadOnlyList<SearchAnswer> found, IReadOnlyList<SearchAnswer> expected)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.That(found[i].Hits.Select(h => (h.Tile, h.Distance)), Is.EqualTo(expected[i].Hits.Select(h => (h.Tile, h.Distance))), $"query {i}");
            // Rows that may not be returned are scored there too, and left out where the score is written.
            Assert.That(found[i].Facts with { Device = null, Rows = 0 }, Is.EqualTo(expected[i].Facts with { Rows = 0 }), $"query {i}");
            Assert.That(found[i].Shortfall, Is.EqualTo(expected[i].Shortfall), $"query {i}");
        }
    }
}
