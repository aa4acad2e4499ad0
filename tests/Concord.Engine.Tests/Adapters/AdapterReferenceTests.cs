using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Concord.Tests;

/// <summary>The core and the exported network against the network's definition.</summary>
[TestFixture]
internal sealed class AdapterReferenceTests
{
    private const float Tolerance = 1e-5f;

    [TestCase(AdapterArchitecture.Seed, 64, 512, 254)]
    [TestCase(AdapterArchitecture.Seed, 19, 33, 7)]
    [TestCase(AdapterArchitecture.Mlp, 19, 33, 7)]
    public void Apply_TrainedNetwork_AgreesWithItsDefinition(AdapterArchitecture architecture, int input, int hidden, int dimension)
    {
        var rows = AdapterSample.Rows(18, input);
        var options = new AdapterOptions { Architecture = architecture, Hidden = hidden, Dimension = dimension, Epochs = 3, Folds = 0 };
        var adapter = AdapterTrainer.Train("a", AdapterSample.Identity(input), rows, options);
        var expected = new PlainAdapter(adapter.Weights.ToArray(), adapter.Card.Shape).Apply(rows.Vectors.Span);
        Assert.That(expected.Max() - expected.Min(), Is.GreaterThan(0.1f), "a network that answers nothing would agree with anything");
        Assert.Multiple(() =>
        {
            Assert.That(adapter.Apply(rows.Vectors.Span), Is.EqualTo(expected).Within(Tolerance), "the core");
            Assert.That(RunByOnnxRuntime(adapter, rows.Vectors.ToArray()), Is.EqualTo(expected).Within(Tolerance), "the exported network");
        });
    }

    [Test]
    public void Train_SameSeedOnOtherThreads_GivesTheSameWeights()
    {
        var rows = AdapterSample.Rows(30, 24);
        var options = new AdapterOptions { Hidden = 32, Dimension = 10, Epochs = 3, Folds = 0 };
        float[] Train(ulong seed, int threads) => AdapterTrainer.Train("a", AdapterSample.Identity(24), rows, options with { Seed = seed, Threads = threads }).Weights.ToArray();
        var first = Train(7, 1);
        Assert.That(Train(7, 2), Is.EqualTo(first).Within(1e-6f));
        Assert.That(Train(8, 1), Is.Not.EqualTo(first).Within(1e-6f), "another seed gives another network");
    }

    private static float[] RunByOnnxRuntime(Adapter adapter, float[] vectors)
    {
        using var session = new InferenceSession(AdapterNetwork.Write(adapter));
        var d = adapter.Card.Shape.Input;
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("vectors", new DenseTensor<float>(vectors, [vectors.Length / d, d]))]);
        return [.. results[0].AsEnumerable<float>()];
    }
}
