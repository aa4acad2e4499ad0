using Concord.Indexing;

namespace Concord.Study.Tests.Selections;

[TestFixture]
internal sealed class SelectionTradeTests
{
    private static readonly SlideEvaluationOptions Options = new() { Evaluation = new EvaluationOptions { Ks = [1, 3], Draws = 100 } };

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-trade-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Run_EachSelection_IsTheEvaluationOfACollectionWithItsTilesAlone()
    {
        ITileSelection[] selections = [new AllTiles(), new MosaicTiles(share: 0.2), new RandomTiles(0.3, seed: 5)];
        using var whole = Fill("whole", _ => Enumerable.Range(0, Tiles));
        var trade = SelectionTrade.Run(whole, whole.Space(), Options, selections);
        Assert.That((trade.Slides, trade.Colourless), Is.EqualTo((Slides, Slides)), "no slide has a file");
        foreach (var (row, selection) in trade.Rows.Zip(selections))
        {
            using var part = Fill($"part{row.Selection}", _ => selection.Choose([.. Enumerable.Range(0, Tiles).Select(tile => new TileCandidate((8 * tile) + 4, 4, 0, 0, 0))]));
            var expected = SlideEvaluation.Run(part, part.Space(), Options).Figures;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(row.Tiles, Is.EqualTo(part.Info().Tiles));
                Assert.That(row.Bytes, Is.EqualTo(row.Tiles * Dimension * 4));
                Assert.That(row.Evaluation.Figures.Macro.AtK, Is.EqualTo(expected.Macro.AtK));
                Assert.That(row.Evaluation.Figures.PerQuery.SelectMany(query => query.Found), Is.EqualTo(expected.PerQuery.SelectMany(query => query.Found)));
                Assert.That(row.Evaluation.Figures.Exact);
            }
        }

        Assert.That(trade.Rows[0].Changes, Is.Empty);
        Assert.That(trade.Rows[1].Changes.Single(change => change is { Metric: "macro_f1", K: 3 }).Change.Before, Is.EqualTo(trade.Rows[0].Evaluation.Figures.Votes[1].MacroF1));
    }

    [Test]
    public void Run_NoSelection_IsRefused()
    {
        using var whole = Fill("whole", _ => [0]);
        Assert.That(() => SelectionTrade.Run(whole, whole.Space(), Options, []), Throws.TypeOf<ConcordArgumentException>());
    }

    private const int Slides = 18;
    private const int Tiles = 20;
    private const int Dimension = 3;

    /// <summary>Slides of three classes whose tiles scatter widely around their class.</summary>
    private Collection Fill(string name, Func<int, IEnumerable<int>> kept)
    {
        var identity = new SpaceIdentity(
            "m", new string('a', 64), new Preprocessing(4, 4, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("average"), null, Dimension, Metric.L2);
        var collection = Collection.Create(Path.Combine(_folder, name + ".concord"), new CollectionOptions { Space = identity, ModelId = "m" });
        for (var slide = 0; slide < Slides; slide++)
        {
            var random = new Random(slide);
            var vectors = Enumerable.Range(0, Tiles * Dimension).Select(i => random.NextSingle() + (i % Dimension == slide % 3 ? 0.25f : 0)).ToArray();
            var record = new SlideRecord($"S{slide}", $"C{slide}", $"P{slide}") { Labels = new Dictionary<string, string> { ["label"] = $"class {slide % 3}" } };
            int[] tiles = [.. kept(slide)];
            collection.Append(
                collection.Space(), [.. tiles.Select(tile => new TileRecord(record, 8 * tile, 0, 8, 8))], tiles.SelectMany(tile => vectors.Skip(tile * Dimension).Take(Dimension)).ToArray());
        }

        return collection;
    }
}
