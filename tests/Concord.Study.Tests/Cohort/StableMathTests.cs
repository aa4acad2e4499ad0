namespace Concord.Study.Tests.Cohort;

public sealed class StableMathTests
{
    [Test]
    public void SinTurns_AllRound_WithinItsBound()
    {
        for (var t = -2f; t <= 2f; t += 0.001f)
            Assert.That(StableMath.SinTurns(t), Is.EqualTo(Math.Sin(2 * Math.PI * t)).Within(0.0013), $"at {t}");
    }

    [Test]
    public void Transmittance_WholeRange_IsTheExponential()
    {
        for (var density = 0f; density < 5.99f; density += 0.01f)
            Assert.That(StableMath.Transmittance(density), Is.EqualTo(Math.Exp(-density)).Within(0.0006), $"at {density}");
    }

    [Test]
    public void Next_Seed_GivesTheSequenceOfTheReference()
    {
        // SplitMix64 from state 0, then xoshiro256**: the first output depends on the second word alone.
        const ulong Second = 0x6E789E6AA1B965F4;
        Assert.That(new RandomStream(0, 0).Next(), Is.EqualTo(unchecked(ulong.RotateLeft(Second * 5, 7) * 9)));
    }

    [Test]
    public void Normal_ManyDraws_MeanZeroVarianceOne()
    {
        var random = new RandomStream(5, 5);
        var draws = Enumerable.Range(0, 100_000).Select(_ => (double)random.Normal()).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(draws.Average(), Is.EqualTo(0).Within(0.02));
            Assert.That(draws.Average(d => d * d), Is.EqualTo(1).Within(0.02));
        });
    }
}
