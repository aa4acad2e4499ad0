using Concord.Indexing;
using Concord.Tests;

namespace Concord.Study.Tests.RealData;

/// <summary>The whole path on 960 real lung tiles. The bounds are those the built-in model was accepted with.</summary>
[TestFixture]
internal sealed class LungTilesTests
{
    [Test]
    public void BuiltInModel_PatientsExcluded_IsAboveAColourHistogram()
    {
        var report = Evaluate(ModelStore.Default.Get(ModelStore.BuiltInId), "lung_tiles");
        Assert.Multiple(() =>
        {
            Assert.That(report.Queries, Is.EqualTo(960));
            Assert.That(report.Macro.AtK[1], Is.GreaterThanOrEqualTo(0.92));
            Assert.That(report.Macro.AtK[5], Is.GreaterThanOrEqualTo(0.90));
            Assert.That(report.Warnings, Is.Empty);
        });
    }

    [Test]
    public void BuiltInModel_QueriesStainedOtherwise_LosesLessThanAColourHistogram()
    {
        using var embedder = Embedder.Load(ModelStore.Default.Get(ModelStore.BuiltInId));
        var report = StainBench.Run(Plan("lung_tiles"), embedder, seeds: 1, progress: null, CancellationToken.None);
        Assert.That(report.Model.Loss, Is.LessThan(report.Histogram.Loss));
        Assert.That(report.Model.ShiftedP1[0], Is.GreaterThan(report.Histogram.ShiftedP1[0]));
        Assert.That((report.Histogram.P1, report.Histogram.P5), Is.EqualTo((0.921, 0.902)).Using<(double, double)>(Near));
    }

    [Test]
    public void MobileNet_PatientsExcluded_ReachesItsKnownPrecision()
    {
        using var folder = new TemporaryFolder();
        Assert.That(Evaluate(MobileNet(folder), "lung_tiles").Macro.AtK[1], Is.GreaterThanOrEqualTo(0.88));
    }

    private static Model MobileNet(TemporaryFolder folder)
    {
        File.Copy(TestData.Require("onnx", "mobilenet_v1_0.25_224_imagenet.onnx"), folder.At("model.onnx"));
        folder.Write("model.json", """
            { "id": "mobilenet", "version": "1", "licence": "Apache-2.0", "file": "model.onnx", "output_name": "embedding", "output_kind": "vector",
              "preprocessing": { "width": 224, "height": 224, "filter": "bilinear", "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5] } }
            """);
        return Model.Open(folder.Path);
    }

    [Test]
    public void Osteosarcoma_FourPatients_IsSaidToShowLittle()
    {
        var report = Evaluate(ModelStore.Default.Get(ModelStore.BuiltInId), "osteosarcoma_tiles");
        Assert.That(report.Patients, Is.EqualTo(4));
        Assert.That(report.Warnings, Has.Some.Contains("4 patients only"));
    }

    /// <summary>0.9991 was measured; the rest are neighbours whose distances differ by less than one part in 2^11.</summary>
    [Test]
    public void Float16_OfTheSameFeatures_FindsNearlyAllThatFloat32Finds()
    {
        var plan = Plan("lung_tiles");
        using var folder = new TemporaryFolder();
        using var embedder = Embedder.Load(MobileNet(folder));
        using var exact = Indexed(embedder, plan, folder.At("32.concord"), ElementType.Float32);
        using var half = Indexed(embedder, plan, folder.At("16.concord"), ElementType.Float16);
        var (expected, found) = (NamesOfNeighbours(exact), NamesOfNeighbours(half));
        var same = expected.Sum(query => query.Value.Intersect(found[query.Key]).Count());
        Assert.That(same / (double)expected.Values.Sum(names => names.Length), Is.GreaterThanOrEqualTo(0.999));
    }

    private static Dictionary<string, string[]> NamesOfNeighbours(Collection collection)
    {
        var names = collection.Tiles().ToDictionary(tile => tile.Id, tile => tile.Slide);
        var ids = names.Keys.ToList();
        var table = collection.Neighbours(collection.Space(), ids, 10, Exclusion.None);
        return ids.Select((id, i) => (names[id], Neighbours: table.Tiles[i])).ToDictionary(q => q.Item1, q => Array.ConvertAll(q.Neighbours, id => names[id]));
    }

    private static bool Near((double P1, double P5) a, (double P1, double P5) b) => Math.Abs(a.P1 - b.P1) < 0.001 && Math.Abs(a.P5 - b.P5) < 0.001;

    private static IndexPlan Plan(string set) =>
        IndexPlan.Create([TestData.Require(set)], LabelTable.Read(TestData.Require(set, "labels.csv")), new IndexOptions());

    private static EvaluationReport Evaluate(Model model, string set)
    {
        var plan = Plan(set);
        using var folder = new TemporaryFolder();
        using var embedder = Embedder.Load(model);
        using var collection = Indexed(embedder, plan, folder.At("c.concord"), ElementType.Float32);
        return Evaluator.Run(collection, collection.Space(), new EvaluationOptions());
    }

    private static Collection Indexed(Embedder embedder, IndexPlan plan, string path, ElementType stored)
    {
        var collection = Collection.Create(path, new CollectionOptions { Space = embedder.Space, Stored = stored });
        new Indexer().Run(collection, collection.Space(), embedder, plan, null, CancellationToken.None);
        return collection;
    }
}
