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
        var other = Gen.Elements("a", "b", "c", "d");
        var query = label.SelectMany(l => Gen.Choose(0, 7).SelectMany(n => Gen.ArrayOf(other, n).Select(found => (Label: l, Neighbours: found))));
        return Prop.ForAll(Gen.NonEmptyListOf(query).ToArbitrary(), queries => Agrees([.. queries]));
    }

    [Test]
    public void Precision_FewerNeighboursThanK_StillDividesByK()
    {
        var micro = OutcomeFigures.Precision([Outcomes.Of("a", ["a", "a"])], Ks).Micro();
        Assert.That(micro, Is.EqualTo(new[] { 1, 2.0 / 3, 0.4 }).Within(1e-12));
    }

    [Test]
    public void Macro_UnequalClasses_WeighsClassesNotQueries()
    {
        var outcomes = Enumerable.Range(0, 9).Select(_ => Outcomes.Of("common", ["common"])).Append(Outcomes.Of("rare", ["common"])).ToList();
        var means = OutcomeFigures.Precision(outcomes, [1]);
        Assert.That((means.Macro()[0], means.Micro()[0]), Is.EqualTo((0.5, 0.9)).Within(1e-12));
    }

    private static bool Agrees((string Label, string[] Neighbours)[] queries)
    {
        var means = OutcomeFigures.Precision([.. queries.Select(q => Outcomes.Of(q.Label, q.Neighbours))], Ks);
        return Ks.Select((k, i) => (k, i)).All(p => Near(means.Micro()[p.i], PlainPrecision.Micro(queries, p.k)) && Near(means.Macro()[p.i], PlainPrecision.Macro(queries, p.k)));
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
