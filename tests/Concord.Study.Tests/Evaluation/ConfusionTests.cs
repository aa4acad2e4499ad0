using FsCheck;
using FsCheck.Fluent;

namespace Concord.Study.Tests.Evaluation;

public sealed class ConfusionTests
{
    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property MacroF1_AnyAnswers_AgreesWithPrecisionAndRecall()
    {
        var pair = Gen.Elements("a", "b", "c").SelectMany(truth => Gen.Elements("a", "b", "c", "d", "").Select(answer => (truth, answer: answer.Length == 0 ? null : answer)));
        return Prop.ForAll(Gen.NonEmptyListOf(pair).ToArbitrary(), pairs =>
        {
            var (truth, answers) = (pairs.Select(p => p.truth).ToList(), pairs.Select(p => p.answer).ToList());
            var plain = truth.Distinct().Average(label => F1(label, truth, answers));
            return Math.Abs(Confusion.Of(truth, answers).MacroF1 - plain) < 1e-12
                && Math.Abs(VoteTally.MacroF1(truth, answers, [.. truth.Select(_ => 1)]) - plain) < 1e-12;
        });
    }

    [Test]
    public void Of_ByHand_CountsAndTheUnanswered()
    {
        var confusion = Confusion.Of(["a", "a", "b"], ["a", null, "a"]);
        Assert.Multiple(() =>
        {
            Assert.That(confusion.Classes, Is.EqualTo(new[] { "a", "b" }));
            Assert.That(confusion.Counts[0], Is.EqualTo(new[] { 1, 0, 1 }));
            Assert.That(confusion.Counts[1], Is.EqualTo(new[] { 1, 0, 0 }));
            Assert.That(confusion.Accuracy, Is.EqualTo(1.0 / 3).Within(1e-12));
        });
    }

    private static double F1(string label, List<string> truth, List<string?> answers)
    {
        double right = 0, asked = 0, said = 0;
        for (var i = 0; i < truth.Count; i++)
        {
            if (truth[i] == label) asked++;
            if (answers[i] == label) said++;
            if (truth[i] == label && answers[i] == label) right++;
        }

        var (precision, recall) = (said == 0 ? 0 : right / said, right / asked);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
}
