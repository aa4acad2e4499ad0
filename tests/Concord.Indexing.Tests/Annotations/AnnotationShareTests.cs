using System.Globalization;
using System.Text;
using Concord.Indexing;

namespace Concord.Tests;

public class AnnotationShareTests
{
    [Test]
    public void Share_RandomPolygonsWithHoles_IsWithinAHundredthOfSupersampling()
    {
        var random = new SplitMix(5);
        for (var trial = 0; trial < 60; trial++)
        {
            var rings = new[] { Ring(random, 3 + random.Below(12), 200), Ring(random, 3 + random.Below(5), 120) };
            var set = Parse(Feature(rings, "a"));
            var tile = new SlideTile(random.Below(150) - 20, random.Below(150) - 20, 16 + random.Below(150), 1);
            Assert.That(set.Share(tile), Is.EqualTo(Supersampled(rings, tile)).Within(0.01), $"trial {trial}");
        }
    }

    [Test]
    public void Contains_RandomPoints_EqualsPlainCrossings()
    {
        var random = new SplitMix(6);
        var rings = new[] { Ring(random, 40, 200), Ring(random, 9, 120) };
        var set = Parse(Feature(rings, null));
        for (var i = 0; i < 3000; i++)
        {
            var (x, y) = (random.Unit() * 240 - 20, random.Unit() * 240 - 20);
            Assert.That(set.Contains(x, y), Is.EqualTo(Inside(rings, x, y)), $"{x} {y}");
        }
    }

    [TestCase(0, 0, 100, 1.0)]
    [TestCase(50, 0, 100, 0.5)]
    [TestCase(100, 0, 100, 0.0)]
    [TestCase(-50, -50, 100, 0.25)]
    [TestCase(10, 10, 3, 1.0)]
    public void Share_Square_IsItsOverlap(int x, int y, int side, double expected)
    {
        var square = Parse(Feature([[0, 0, 100, 0, 100, 100, 0, 100]], "a"));
        Assert.That(square.Share(new SlideTile(x, y, side, 1)), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Share_AreasThatOverlap_CountOnce()
    {
        var set = Parse(Collection(Feature([[0, 0, 60, 0, 60, 100, 0, 100]], "a"), Feature([[40, 0, 100, 0, 100, 100, 40, 100]], "b")));
        var tile = new SlideTile(0, 0, 100, 1);
        Assert.Multiple(() =>
        {
            Assert.That(set.Share(tile), Is.EqualTo(1).Within(1e-9));
            Assert.That(set.Cover(tile), Is.EqualTo(new[] { new ClassShare("a", 0.6), new ClassShare("b", 0.6) }).Using<ClassShare>(Near));
            Assert.That(set.LabelOf(new SlideTile(50, 0, 50, 1)), Is.EqualTo("b"));
            Assert.That(set.LabelOf(new SlideTile(200, 0, 50, 1)), Is.Null);
            Assert.That(set.LabelOf(new SlideTile(0, 0, 1000, 1)), Is.Null, "hardly any of it is covered");
        });
    }

    [Test]
    public void Share_RingThatCrossesItself_IsByTheEvenOddRule()
    {
        var bow = Parse(Feature([[0, 0, 100, 100, 100, 0, 0, 100]], "a"));
        Assert.Multiple(() =>
        {
            Assert.That(bow.Share(new SlideTile(0, 0, 100, 1)), Is.EqualTo(0.5).Within(0.01));
            Assert.That(bow.Contains(10, 50), Is.True);
            Assert.That(bow.Contains(50, 10), Is.False);
            Assert.That(bow.Notes, Has.One.Contains("feature 1 crosses itself"));
        });
    }

    [Test]
    public void Judge_CentreOrShare_DropsWhatIsNotInside()
    {
        var set = Parse(Collection(Feature([[0, 0, 260, 0, 260, 400, 0, 400]], "Tumor"), Feature([[300, 0, 400, 0, 400, 400, 300, 400]], "Stroma")));
        var grid = SlideGrid.Of(400, 400, null, null, new SlideGridOptions { TileSide = 100 });
        Assert.Multiple(() =>
        {
            Assert.That(Columns(new AnnotationRule { Classes = Only("Tumor") }), Is.EqualTo(new[] { 0, 100, 200 }));
            Assert.That(Columns(new AnnotationRule { Classes = Only("Tumor"), LeastShare = 0.7 }), Is.EqualTo(new[] { 0, 100 }));
            Assert.That(Columns(new AnnotationRule()), Is.EqualTo(new[] { 0, 100, 200, 300 }));
            Assert.That(() => Columns(new AnnotationRule { LeastShare = 0 }), Throws.TypeOf<ConcordArgumentException>());
            Assert.That(() => new AnnotationRule { Classes = Only("Tumour") }.CheckClasses(set), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("Stroma, Tumor"));
        });

        IEnumerable<long> Columns(AnnotationRule rule) => grid.Without(tile => rule.Judge(tile, set)).Tiles.Select(tile => tile.X).Distinct();
    }

    [Test]
    public void Within_BesideTheSlide_IsLeftOutWithANote()
    {
        var set = Parse(Collection(Feature([[0, 0, 10, 0, 10, 10]], "a"), Feature([[900, 0, 950, 0, 950, 50]], "a"))).Within(500, 500);
        Assert.Multiple(() =>
        {
            Assert.That(set.Annotations.Select(annotation => annotation.Number), Is.EqualTo(new[] { 1 }));
            Assert.That(set.Notes, Has.One.Contains("feature 2 lies beside the slide"));
        });
    }

    [Test]
    public void Find_RandomIntervals_EqualsLookingAtAll()
    {
        var random = new SplitMix(8);
        foreach (var longOnes in new[] { 0, 50 })
        {
            var low = Enumerable.Range(0, 400).Select(_ => (double)random.Below(10_000)).ToArray();
            var high = low.Select((from, i) => from + (i < longOnes ? 10_000 : random.Below(60))).ToArray();
            var index = new BandIndex(low, high);
            for (var trial = 0; trial < 200; trial++)
            {
                var (from, found) = (random.Below(22_000) - 1000.0, new List<int>());
                var to = from + random.Below(300);
                index.Find(from, to, found);
                Assert.That(found.Order(), Is.EqualTo(Enumerable.Range(0, 400).Where(i => low[i] <= to && high[i] >= from)), $"{from} to {to}");
            }
        }
    }

    private static bool Near(ClassShare a, ClassShare b) => a.ClassName == b.ClassName && Math.Abs(a.Share - b.Share) < 1e-9;

    private static HashSet<string> Only(string name) => [name];

    private static double[] Ring(SplitMix random, int corners, int extent) => [.. Enumerable.Range(0, 2 * corners).Select(_ => random.Unit() * extent)];

    private static AnnotationSet Parse(string json) => AnnotationSet.Parse(Encoding.UTF8.GetBytes(json), "test.geojson");

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(",", features)}}]}""";

    private static string Feature(double[][] rings, string? className)
    {
        var coordinates = string.Join(",", rings.Select(ring => "[" + string.Join(",", ring.Chunk(2).Append(ring[..2]).Select(Position)) + "]"));
        var classification = className is null ? "null" : $$"""{"name":"{{className}}","color":[1,2,3]}""";
        return $$$"""{"type":"Feature","geometry":{"type":"Polygon","coordinates":[{{{coordinates}}}]},"properties":{"objectType":"annotation","classification":{{{classification}}}}}""";
    }

    private static string Position(double[] at) => string.Create(CultureInfo.InvariantCulture, $"[{at[0]:R},{at[1]:R}]");

    private static double Supersampled(double[][] rings, SlideTile tile)
    {
        const int samples = 400;
        var inside = 0;
        for (var i = 0; i < samples * samples; i++)
        {
            var (x, y) = (tile.X + (((i % samples) + 0.5) * tile.Side / samples), tile.Y + (((i / samples) + 0.5) * tile.Side / samples));
            if (Inside(rings, x, y)) inside++;
        }

        return inside / (double)(samples * samples);
    }

    private static bool Inside(double[][] rings, double x, double y)
    {
        var inside = false;
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Length; i += 2)
            {
                var j = (i + 2) % ring.Length;
                if (ring[i + 1] > y != ring[j + 1] > y && x > ring[i] + ((y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) * (ring[j] - ring[i]))) inside = !inside;
            }
        }

        return inside;
    }
}
