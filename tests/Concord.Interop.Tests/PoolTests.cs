namespace Concord.Interop.Tests;

internal sealed class PoolTests
{
    // Two channels of 2 x 2.
    private static readonly float[] Map = [1, 2, 3, 6, -1, -1, -1, 5];

    [Test]
    public void Maps_Average_IsTheMeanOfEachChannel() => Assert.That(Maps(new PoolOptions()), Is.EqualTo(new[] { 3f, 0.5f }));

    [Test]
    public void Maps_Max_IsTheLargestOfEachChannel() =>
        Assert.That(Maps(new PoolOptions { Mode = NativePoolMode.Max }), Is.EqualTo(new[] { 6f, 5f }));

    [Test]
    public void Maps_AverageToTwoColumns_HasTwoBinsAChannel() =>
        Assert.That(Maps(new PoolOptions { OutputWidth = 2 }), Is.EqualTo(new[] { 2f, 4f, -1f, 2f }));

    [Test]
    public void Maps_Normalised_HasUnitNorm() =>
        Assert.That(Maps(new PoolOptions { L2Normalize = true }).Sum(x => x * x), Is.EqualTo(1f).Within(1e-6));

    [Test]
    public void Maps_MaskedMean_TakesOnlyThePositionsOfTheMask()
    {
        var vectors = new float[2];

        Pool.Maps<float, float>(Map, 1, 2, 2, 2, [0, 1, 0, 1], new PoolOptions { Mode = NativePoolMode.MaskedMean }, vectors);

        Assert.That(vectors, Is.EqualTo(new[] { 4f, 2f }));
    }

    [Test]
    public void Maps_HalfInHalfOut_IsTheMean()
    {
        var vectors = new Half[2];

        Pool.Maps<Half, Half>([.. Map.Select(x => (Half)x)], 1, 2, 2, 2, [],
            new PoolOptions { InputType = NativeDtype.Float16, OutputType = NativeDtype.Float16 }, vectors);

        Assert.That(vectors, Is.EqualTo(new[] { (Half)3, (Half)0.5 }));
    }

    [Test]
    public void Maps_ClsMode_CarriesNativeText() => Assert.That(
        () => Maps(new PoolOptions { Mode = NativePoolMode.Cls }), Throws.TypeOf<ConcordArgumentException>().With.Message.Not.Empty);

    [Test]
    public void Maps_TooShort_NamesTheShape() => Assert.That(
        () => Pool.Maps<float, float>(Map, 1, 3, 2, 2, [], new PoolOptions(), new float[3]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.EqualTo("maps has 32 elements; 1 x 3 x 2 x 2 Float32 in bytes needs 48"));

    [Test]
    public void Maps_TypeOtherThanTheOptions_IsRefused() => Assert.That(
        () => Pool.Maps<Half, float>(new Half[8], 1, 2, 2, 2, [], new PoolOptions(), new float[2]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("Half"));

    [Test]
    public void Maps_MaskWithoutMaskedMean_IsRefused() => Assert.That(
        () => Pool.Maps<float, float>(Map, 1, 2, 2, 2, [1, 1, 1, 1], new PoolOptions(), new float[2]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("mask"));

    [Test]
    public void Maps_HugeShape_IsRefusedWithoutOverflow() => Assert.That(
        () => Pool.Maps<float, float>(Map, int.MaxValue, int.MaxValue, int.MaxValue, 2, [], new PoolOptions(), new float[2]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("too many"));

    [Test]
    public void Tokens_ClsMean_IsTheFirstTokenAndTheMeanOfThePatches()
    {
        var vectors = new float[4];

        Pool.Tokens<float, float>([9, 8, 1, 2, 3, 4], 1, 3, 2, [],
            new PoolOptions { Mode = NativePoolMode.ClsMean, PrefixTokens = 1 }, vectors);

        Assert.That(vectors, Is.EqualTo(new[] { 9f, 8f, 2f, 3f }));
    }

    [Test]
    public void Tokens_AverageWithPrefix_LeavesThePrefixOut()
    {
        var vectors = new float[2];

        Pool.Tokens<float, float>([9, 8, 1, 2, 3, 4], 1, 3, 2, [], new PoolOptions { PrefixTokens = 1 }, vectors);

        Assert.That(vectors, Is.EqualTo(new[] { 2f, 3f }));
    }

    private static float[] Maps(PoolOptions options)
    {
        var vectors = new float[options.MapDimension(2)];
        Pool.Maps<float, float>(Map, 1, 2, 2, 2, [], options, vectors);
        return vectors;
    }
}
