namespace Concord.Interop.Tests;

internal sealed class SlideKernelsTests
{
    [Test]
    public void Distance_SmallSlides_GivesMediansAndPairs()
    {
        var found = SlideKernels.Distance<float>([0, 0, 3, 4, 0, 1], [0, 0, 0, 2], 2, NativeMetric.L2);

        Assert.That(found.NearestInB, Is.EqualTo(new long[] { 0, 1, 0 }));
        Assert.That(found.DistanceToB, Is.EqualTo(new float[] { 0, 13, 1 }));
        Assert.That(found.NearestInA, Is.EqualTo(new long[] { 0, 2 }));
        Assert.That(found.DistanceToA, Is.EqualTo(new float[] { 0, 1 }));
        Assert.That((found.AToB, found.BToA, found.Symmetric), Is.EqualTo((1.0, 0.5, 0.75)));
    }

    [Test]
    public void Distance_HalvesByInnerProduct_TakesTheLargest()
    {
        var found = SlideKernels.Distance<Half>([(Half)1, (Half)2], [(Half)(-1), (Half)3, (Half)3], 1, NativeMetric.InnerProduct);

        Assert.That(found.NearestInB, Is.EqualTo(new long[] { 1, 1 }));
        Assert.That(found.AToB, Is.EqualTo(4.5));
    }

    [Test]
    public void Distance_NoTiles_NamesNumbers() => Assert.That(
        () => SlideKernels.Distance<float>([], [1], 1, NativeMetric.L2),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("n is 0"));

    [Test]
    public void Distance_NaN_IsRefused() => Assert.That(
        () => SlideKernels.Distance<float>([float.NaN], [1], 1, NativeMetric.L2),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("slide a, tile 0, element 0"));

    [Test]
    public void Distance_Cancelled_Throws() => Assert.That(
        () => SlideKernels.Distance<float>([0], [1], 1, NativeMetric.L2, token: new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void Similarity_TwoQueries_GivesARowEach()
    {
        var scores = new float[4];

        SlideKernels.Similarity<float>([1, 2, 3, 4], [1, 1, 0, 2], 2, NativeMetric.InnerProduct, scores, threads: 1);

        Assert.That(scores, Is.EqualTo(new float[] { 3, 7, 4, 8 }));
    }

    [Test]
    public void Similarity_WrongRoom_NamesNumbers() => Assert.That(
        () => SlideKernels.Similarity<float>([1, 2], [1], 1, NativeMetric.L2, new float[3]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.EqualTo("scores has 3 elements; 1 queries x 2 tiles needs 2"));
}
