using FsCheck;
using FsCheck.Fluent;

namespace Concord.Study.Tests.Evaluation;

public sealed class PrecisionAtKTests
{
    private static readonly int[] Ks = [1, 3, 5];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property AnyAnswers_AgreeWithThePlainDefinition()
    {
        var label = Gen.Elements("a", "b", "c");
        var other = Gen.Elements<string?>("a", "b", "c", null);
        var query = label.SelectMany(l => Gen.Choose(0, 7).SelectMany(n => Gen.ArrayOf(other, n).Select(found => (Label: l, Neighbours: found))));
        return Prop.ForAll(Gen.NonEmptyListOf(query).ToArbitrary(), queries => Agrees([.. queries]));
    }

    [Test]
    public void Add_FewerNeighboursThanK_StillDividesByKAndCountsThem()
    {
        var precision = new PrecisionAtK(Ks);
        precision.Add("a", ["a", "a"], 0.5);
        Assert.Multiple(() =>
        {
            Assert.That(precision.Micro().AtK[3], Is.EqualTo(2.0 / 3).Within(1e-12));
            Assert.That(precision.Micro().AtK[5], Is.EqualTo(0.4).Within(1e-12));
            Assert.That(precision.WithFewerThanK(), Is.EquivalentTo(new Dictionary<int, int> { [1] = 0, [3] = 1, [5] = 1 }));
        });
    }

    [Test]
    public void Macro_UnequalClasses_WeighsClassesNotQueries()
    {
        var precision = new PrecisionAtK([1]);
        for (var i = 0; i < 9; i++) precision.Add("common", ["common"], 0.9);
        precision.Add("rare", ["common"], 0.1);
        Assert.Multiple(() =>
        {
            Assert.That(precision.Macro().AtK[1], Is.EqualTo(0.5).Within(1e-12));
            Assert.That(precision.Micro().AtK[1], Is.EqualTo(0.9).Within(1e-12));
            Assert.That(precision.Macro().Chance, Is.EqualTo(0.5).Within(1e-12));
        });
    }

    private static bool Agrees((string Label, string?[] Neighbours)[] queries)
    {
        var precision = new PrecisionAtK(Ks);
        foreach (var (label, neighbours) in queries) precision.Add(label, neighbours, 0);
        return Ks.All(k => Near(precision.Micro().AtK[k], PlainPrecision.Micro(queries, k))
            && Near(precision.Macro().AtK[k], PlainPrecision.Macro(queries, k)));
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
