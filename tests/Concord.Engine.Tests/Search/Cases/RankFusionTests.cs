namespace Concord.Tests.Search.Cases;

[TestFixture]
internal sealed class RankFusionTests
{
    [Test]
    public void Fuse_TwoRankings_SumsReciprocalRanks()
    {
        var fused = RankFusion.Fuse([["a", "b", "c"], ["c", "a"]]);
        Assert.That(fused.Select(found => found.Item), Is.EqualTo(new[] { "a", "c", "b" }));
        Assert.That(fused.Select(found => found.Score), Is.EqualTo(new[] { (1.0 / 61) + (1.0 / 62), (1.0 / 63) + (1.0 / 61), 1.0 / 62 }).Within(1e-15));
    }

    [Test]
    public void Fuse_EqualScores_GoByName() => Assert.That(RankFusion.Fuse([["z", "a"], ["a", "z"]]).Select(found => found.Item), Is.EqualTo(new[] { "a", "z" }));

    [Test]
    public void Fuse_Nothing_IsNothing() => Assert.That(RankFusion.Fuse([]), Is.Empty);
}
