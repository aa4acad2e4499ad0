using Concord.Indexing;

namespace Concord.Tests;

public class TileSelectionTests
{
    private static readonly ITileSelection[] Kinds = [new AllTiles(), new RandomTiles(0.1), new MosaicTiles(share: 0.1)];

    [Test]
    public void Choose_AnyKind_GivesAscendingIndicesWithoutRepeats([ValueSource(nameof(Kinds))] ITileSelection kind, [Values(0, 1, 2, 9, 10, 500)] int count)
    {
        var chosen = kind.Choose(Places(count));
        Assert.Multiple(() =>
        {
            Assert.That(chosen, Is.Ordered.Ascending.And.Unique);
            Assert.That(chosen, Is.All.InRange(0, count));
            Assert.That(chosen, Has.Count.LessThanOrEqualTo(count));
            Assert.That(chosen.Count > 0, Is.EqualTo(count > 0));
        });
    }

    [Test]
    public void Choose_SameSeed_SameChoice_OtherSeed_Another()
    {
        var places = Places(400);
        var (random, mosaic) = (new RandomTiles(0.1, 5).Choose(places), new MosaicTiles(seed: 5).Choose(places));
        Assert.Multiple(() =>
        {
            Assert.That(new RandomTiles(0.1, 5).Choose(places), Is.EqualTo(random));
            Assert.That(new RandomTiles(0.1, 6).Choose(places), Is.Not.EqualTo(random));
            Assert.That(new MosaicTiles(seed: 5).Choose(places), Is.EqualTo(mosaic));
            Assert.That(new MosaicTiles(seed: 6).Choose(places), Is.Not.EqualTo(mosaic));
        });
    }

    /// <summary>Choices are recorded with what is indexed, so a seed must mean the same in every version: the numbers are frozen.</summary>
    [Test]
    public void Choose_FrozenSeed_IsWhatItAlwaysWas() => Assert.Multiple(() =>
    {
        Assert.That(new SplitMix(0).Below(int.MaxValue), Is.EqualTo(1_896_895_515), "0xE220A8397B1DCDAF, the first number of seed 0 in the authors' code");
        Assert.That(string.Join(" ", new RandomTiles(0.02, 1).Choose(Places(300))), Is.EqualTo("134 135 169 223 230 291"));
        Assert.That(string.Join(" ", new MosaicTiles(2, 0.02, 1).Choose(Places(300))), Is.EqualTo("70 128 136 154 170 188 220"));
    });

    [Test]
    public void Random_ManySeeds_EachTileIsAsLikely()
    {
        var counts = new int[20];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            foreach (var index in new RandomTiles(0.25, seed).Choose(Places(20))) counts[index]++;
        }

        Assert.That(counts, Is.All.InRange(880, 1120), "1000 ± 4 standard deviations");
    }

    [Test]
    public void Mosaic_RareColour_IsNotLost()
    {
        var places = Enumerable.Range(0, 1000)
            .Select(i => new TileCandidate(i % 40, i / 40, i == 777 ? 40 : 220 + (i % 5), i == 777 ? 30 : 150, i == 777 ? 90 : 190))
            .ToList();
        Assert.That(new MosaicTiles().Choose(places), Does.Contain(777));
    }

    [Test]
    public void Mosaic_FourPlacesOfOneColour_KeepsOneOfEach()
    {
        var random = new SplitMix(2);
        var places = Enumerable.Range(0, 80)
            .Select(i => new TileCandidate((10_000 * (i % 2)) + random.Below(500), (10_000 * (i / 2 % 2)) + random.Below(500), 200, 120, 180))
            .ToList();
        var chosen = new MosaicTiles(colours: 1, share: 0.05).Choose(places);
        Assert.That(chosen.Select(i => (places[i].X > 5000, places[i].Y > 5000)).Distinct().Count(), Is.EqualTo(4), "one of each corner");
        Assert.That(chosen, Has.Count.EqualTo(4));
    }

    [Test]
    public void Mosaic_AllTilesAlike_KeepsAtLeastOne() =>
        Assert.That(new MosaicTiles().Choose([.. Enumerable.Repeat(new TileCandidate(5, 5, 200, 100, 150), 300)]), Is.Not.Empty);

    [Test]
    public void Mosaic_Share_IsRoundedUpInEachColour()
    {
        var chosen = new MosaicTiles(colours: 3, share: 0.05).Choose(Places(1000));
        Assert.That(chosen, Has.Count.InRange(50, 53));
    }

    [Test]
    public void Group_SeparateBlobs_AreFound()
    {
        var random = new SplitMix(4);
        var points = Enumerable.Range(0, 300).Select(i => new double[] { (100 * (i % 3)) + random.Unit(), random.Unit() }).ToArray();
        var groups = KMeans.Group(points, 3, new SplitMix(1));
        Assert.That(groups.Select((group, i) => (group, i % 3)).Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public void Of_Names_MakesThem() => Assert.Multiple(() =>
    {
        Assert.That(TileSelections.Names.Select(name => TileSelections.Of(name).Id), Is.EqualTo(new[] { "all", "mosaic-9-0.05-seed-1", "random-0.05-seed-1" }));
        Assert.That(() => TileSelections.Of("best"), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("mosaic"));
        Assert.That(() => TileSelections.Of("random", 0), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("share"));
        Assert.That(() => new MosaicTiles(0), Throws.TypeOf<ConcordArgumentException>());
    });

    [Test]
    public void TileColours_AnyTile_IsTheMeanOfItsPixels()
    {
        var image = TestImage.Waves(50, 40);
        var colours = new TileColours(new SlideThumbnail(image, 10, 500, 400, null));
        var place = colours.Of(new SlideTile(100, 200, 80, 1));
        var expected = Enumerable.Range(0, 3).Select(c =>
            (from y in Enumerable.Range(20, 8) from x in Enumerable.Range(10, 8) select (double)image.Pixels[(3 * ((y * 50) + x)) + c]).Average()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(new double[] { place.Red, place.Green, place.Blue }, Is.EqualTo(expected).Within(1e-4));
            Assert.That((place.X, place.Y), Is.EqualTo((140, 240)));
            Assert.That(colours.Of(new SlideTile(600, 0, 80, 1)), Is.EqualTo(new TileCandidate(640, 40, 255, 255, 255)));
        });
    }

    private static List<TileCandidate> Places(int count)
    {
        var random = new SplitMix(11);
        return [.. Enumerable.Range(0, count).Select(i => new TileCandidate(i % 25, i / 25, random.Below(256), random.Below(256), random.Below(256)))];
    }
}
