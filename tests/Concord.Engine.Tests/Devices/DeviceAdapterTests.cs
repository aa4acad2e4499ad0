namespace Concord.Tests;

internal sealed class DeviceAdapterTests : DeviceFixture
{
    private const int Elements = 24, Rows = 40;

    [Test]
    public void ApplyAdapter_Device_GivesTheCpusVectorsWithinFloat32AndSaysWhere()
    {
        using var device = Device();
        var (vectors, expected, share) = Apply(device);
        Assert.That(vectors, Is.EqualTo(expected).Within(1e-5f));
        // Where cuBLAS is not installed the CPU does it, and the answer names it.
        Assert.That(share, Is.EqualTo(share!.Reason is null ? new DeviceShare(device.Info!.Name, 1, null) : new DeviceShare(device.Info!.Name, 0, share.Reason)));
        if (share.Reason is { } reason) Assert.That(reason, Does.Contain("cuBLAS"));
    }

    [Test]
    public void ApplyAdapter_BudgetForNoRow_IsTheCpusWithTheReason()
    {
        using var device = Device(budgetBytes: 1000);
        var (vectors, expected, share) = Apply(device);
        Assert.That(vectors, Is.EqualTo(expected));
        Assert.That((share!.Scans, share.Reason), Is.EqualTo((0L, share.Reason)));
        Assert.That(share.Reason, Does.StartWith("device memory: ").Or.Contain("cuBLAS"));
    }

    private (float[] Found, float[] Expected, DeviceShare? Share) Apply(Accelerator device)
    {
        using var collection = Collection.Create(Path, new CollectionOptions { Space = AdapterSample.Identity(Elements) });
        AdapterSample.Fill(collection, AdapterSample.Rows(Rows, Elements), 0, Rows);
        var options = new AdapterOptions { Architecture = AdapterArchitecture.Mlp, Hidden = 16, Dimension = 12, Epochs = 3, Folds = 2 };
        var adapter = collection.TrainAdapter("a", collection.Space(), "grade", null, options);
        var applied = collection.ApplyAdapter("a", accelerator: device);
        Assert.That(applied.Added, Is.EqualTo(Rows));
        long[] tiles = [.. collection.Tiles().Select(tile => tile.Id)];
        return (collection.VectorsOf(applied.Space, tiles), adapter.Apply(collection.VectorsOf(collection.Space(), tiles)), applied.Device);
    }
}
