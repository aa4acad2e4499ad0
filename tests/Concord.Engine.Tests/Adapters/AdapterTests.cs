using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Concord.Tests;

[TestFixture]
internal sealed class AdapterTests
{
    private const int D = 24;

    private static readonly AdapterOptions Small = new() { Hidden = 32, Dimension = 10, Epochs = 4, Folds = 3 };

    [TestCase(AdapterArchitecture.Seed)]
    [TestCase(AdapterArchitecture.Mlp)]
    public void Network_RunByOnnxRuntime_GivesTheCoresEmbeddings(AdapterArchitecture architecture)
    {
        var rows = AdapterSample.Rows(30, D);
        var adapter = AdapterTrainer.Train("a", AdapterSample.Identity(D), rows, Small with { Architecture = architecture });
        using var session = new InferenceSession(AdapterNetwork.Write(adapter));
        var input = NamedOnnxValue.CreateFromTensor("vectors", new DenseTensor<float>(rows.Vectors.ToArray(), [30, D]));
        using var results = session.Run([input]);
        Assert.That(results[0].AsEnumerable<float>().ToArray(), Is.EqualTo(adapter.Apply(rows.Vectors.Span)).Within(1e-5f));
    }

    [Test]
    public void Train_SameSeed_GivesTheSameWeights()
    {
        var (one, two) = (AdapterTrainer.Train("a", AdapterSample.Identity(D), AdapterSample.Rows(30, D), Small), AdapterTrainer.Train("a", AdapterSample.Identity(D), AdapterSample.Rows(30, D), Small));
        Assert.That(two.Card.WeightsSha256, Is.EqualTo(one.Card.WeightsSha256));
        Assert.That(one.Card.CrossValidation, Has.Count.EqualTo(4));
    }

    [Test]
    public void Of_Patients_NeverLieInTwoFolds()
    {
        var rows = AdapterSample.Rows(60, D);
        var folds = PatientFolds.Of(rows, 5, 3);
        var ofPatient = rows.Patients.Zip(folds).GroupBy(p => p.First, p => p.Second);
        Assert.That(ofPatient.All(g => g.Distinct().Count() == 1));
        Assert.That(folds.Distinct().Count(), Is.EqualTo(5));
    }

    [Test]
    public void Train_OneClassOrOnePatientOrNaN_IsRefused()
    {
        var rows = AdapterSample.Rows(30, D);
        var vectors = rows.Vectors.ToArray();
        vectors[5] = float.NaN;
        Assert.Multiple(() =>
        {
            Refused(rows with { Labels = [.. rows.Labels.Select(_ => "x")] }, "label");
            Refused(rows with { Patients = [.. rows.Labels] }, "one patient");
            Refused(rows with { Vectors = vectors }, "NaN");
        });
        Assert.Throws<ConcordArgumentException>(() => AdapterTrainer.Train("a", AdapterSample.Identity(D), rows, Small with { Epochs = 0 }));
        Assert.Throws<ConcordArgumentException>(() => AdapterTrainer.Train("a", AdapterSample.Identity(D) with { Dimension = 7 }, rows, Small));

        static void Refused(AdapterRows rows, string because) =>
            Assert.That(() => AdapterTrainer.Train("a", AdapterSample.Identity(D), rows, Small), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains(because));
    }

    [Test]
    public void Read_DamagedWeights_IsCorrupt()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a");
        AdapterFolder.Write(path, AdapterTrainer.Train("a", AdapterSample.Identity(D), AdapterSample.Rows(30, D), Small));
        Assert.That(AdapterFolder.Read(path).Card.Id, Is.EqualTo("a"));
        var weights = Path.Combine(path, "adapter.weights");
        var bytes = File.ReadAllBytes(weights);
        bytes[100] ^= 1;
        File.WriteAllBytes(weights, bytes);
        Assert.Throws<ConcordCorruptException>(() => AdapterFolder.Read(path));
    }

    [Test]
    public void Apply_InACollection_DerivesASpaceAndAddsWhatIsNew()
    {
        using var folder = new TemporaryFolder();
        using var collection = Collection.Create(Path.Combine(folder.Path, "c.concord"), new CollectionOptions { Space = AdapterSample.Identity(D) });
        var rows = AdapterSample.Rows(30, D);
        AdapterSample.Fill(collection, rows, 0, 20);
        var adapter = collection.TrainAdapter("grade", collection.Space(), "grade", null, Small);
        Assert.That(collection.ApplyAdapter("grade").Added, Is.EqualTo(20));
        AdapterSample.Fill(collection, rows, 20, 30);
        var (space, added, _) = collection.ApplyAdapter("grade");
        Assert.That(added, Is.EqualTo(10));
        var tiles = collection.Tiles().Select(t => t.Id).ToArray();
        Assert.That(collection.VectorsOf(space, tiles), Is.EqualTo(adapter.Apply(collection.VectorsOf(collection.Space(), tiles))));
        Assert.That(collection.AdapterOf(space)!.Card.WeightsSha256, Is.EqualTo(adapter.Card.WeightsSha256));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void TrainAdapter_Cancelled_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using var collection = Collection.Create(Path.Combine(folder.Path, "c.concord"), new CollectionOptions { Space = AdapterSample.Identity(D) });
        AdapterSample.Fill(collection, AdapterSample.Rows(30, D), 0, 30);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Catch<OperationCanceledException>(() => collection.TrainAdapter("grade", collection.Space(), "grade", null, Small, ct: cancelled.Token));
        Assert.That(collection.Adapters, Is.Empty);
    }
}
