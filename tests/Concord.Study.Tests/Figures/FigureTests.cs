using System.Xml.Linq;

namespace Concord.Study.Tests.Figures;

/// <summary>What figures show, read back from their SVG.</summary>
[TestFixture]
internal sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Test]
    public void RadPath_AMissingContrast_IsShownAsMissing()
    {
        var drawing = Read(RadPathFigure.Draw(Query(), synthetic: false));
        Assert.That(Texts(drawing).Count(text => text == "missing"), Is.EqualTo(2), "of the query and of its hit");
        Assert.That(drawing.Descendants(Svg + "image").Count(), Is.EqualTo(4), "two of tissue, two T1");
        Assert.That(drawing.Descendants(Svg + "title").Select(title => title.Value), Does.Contain("T1 of C1").And.Contain("T1 of C2"));
    }

    [Test]
    public void Gallery_Hits_HaveRankLabelAndDistance()
    {
        var texts = Texts(Read(GalleryFigure.Draw("grade 1", [Query()], synthetic: false)));
        Assert.That(texts, Does.Contain("1  ✕ grade <2>").And.Contain("C2 · 0.25"), "labels are text, not markup");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Figures_OfSyntheticData_SaySoThemselves(bool synthetic)
    {
        var set = FigureSet.Of([Query()], Pair(40), "label", synthetic, CancellationToken.None);
        Assert.That(set.All.Select(figure => Texts(Read(figure)).Contains("SYNTHETIC DATA")), Is.All.EqualTo(synthetic));
        Assert.That(FigureReport.Html("c", set, synthetic), synthetic ? Does.Contain("Synthetic data") : Does.Not.Contain("Synthetic data"));
    }

    [Test]
    public void Maps_BeforeAndAfter_MarkEveryTileOnceAMap()
    {
        var maps = FigureSet.Of([], Pair(40), "label", false, CancellationToken.None).Maps;
        Assert.That(maps.Select(map => map.Name), Is.EqualTo(new[] { "map-tsne", "map-pca" }));
        // Two maps a colouring, label and centre; 2 + 2 marks of legends, and one for "pale" each.
        Assert.That(Read(maps[0]).Descendants(Svg + "path").Count(), Is.EqualTo((2 * 2 * 40) + 2 + 2 + 2));
        Assert.That(Texts(Read(maps[0])), Does.Contain("pale: trained on"));
    }

    [Test]
    public void Palette_MoreGroupsThanColours_LeavesTheSmallestToOthers()
    {
        var palette = new Palette(Enumerable.Range(0, 10).SelectMany(group => Enumerable.Repeat($"g{group}", 20 - group)));
        Assert.That((palette.Shown.Count, palette.Of("g9").Colour, palette.Groups), Is.EqualTo((7, Palette.Others, 10)));
        Assert.That(palette.Shown.Select(name => palette.Of(name).Colour).Distinct().Count(), Is.EqualTo(7));
    }

    [Test]
    public void PlainNeighbours_RandomRows_AgreeWithSortingAll()
    {
        var random = new Random(8);
        var rows = Enumerable.Range(0, 30 * 5).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var found = PlainNeighbours.Find(rows, 5, [0, 7], [.. Enumerable.Range(10, 20)], Metric.L2, 6);
        foreach (var (query, i) in new[] { (0, 0), (7, 1) })
        {
            var all = Enumerable.Range(10, 20).OrderBy(row => Enumerable.Range(0, 5).Sum(j => Math.Pow(rows[(query * 5) + j] - rows[(row * 5) + j], 2))).Take(6);
            Assert.That(found[i], Is.EqualTo(all));
        }
    }

    private static XElement Read(Figure figure) => XElement.Parse(figure.Svg);

    private static List<string> Texts(XElement drawing) => [.. drawing.Descendants(Svg + "text").Select(text => text.Value)];

    private static EmbeddingPair Pair(int count)
    {
        var random = new Random(1);
        TileInfo[] tiles = [.. Enumerable.Range(0, count).Select(i => new TileInfo(i + 1, new SlideInfo(i + 1, $"S{i}", $"C{i}", $"P{i}") { Centre = i % 3 == 0 ? "A" : "B", Labels = new Dictionary<string, string>() }, 0, 0, 8, 8)
        {
            Labels = new Dictionary<string, string> { ["label"] = i % 2 == 0 ? "x" : "y" },
        })];
        float[] Vectors(int d) => [.. Enumerable.Range(0, count * d).Select(_ => random.NextSingle())];
        return new EmbeddingPair { Tiles = tiles, Before = Vectors(6), After = Vectors(4), Trained = new HashSet<long> { 1, 2, 3 }, Design = "by hand" };
    }

    private static QueryExample Query() => new(1, "grade 1")
    {
        Slide = "S1",
        Case = "C1",
        Patient = "P1",
        Picture = Picture(),
        Hits = [new HitExample(1, 0.25f, "grade <2>", false) { Slide = "S2", Case = "C2", Picture = Picture(), Series = Series() }],
        Series = Series(),
        Facts = new SearchFacts(true, 0, 0, 2, null),
        Milliseconds = 0.5,
    };

    private static List<SeriesExample> Series() => [new("T1", Picture()), new("FLAIR", null)];

    private static ReportPicture Picture() => ReportPicture.Of(new RgbImage(8, 8, new byte[8 * 8 * 3]), 8);
}
