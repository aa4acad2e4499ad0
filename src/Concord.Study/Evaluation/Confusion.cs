namespace Concord.Study;

/// <summary>What queries of each class were taken for.</summary>
/// <param name="Classes">The classes of the queries, and those that were predicted beside them, in ordinal order.</param>
/// <param name="Counts">Counts[true class][predicted class]; the last column counts queries without an answer.</param>
public sealed record Confusion(IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    internal static Confusion Of(IReadOnlyList<string> truth, IReadOnlyList<string?> predicted)
    {
        string[] classes = [.. truth.Concat(predicted.OfType<string>()).Distinct().Order(StringComparer.Ordinal)];
        var counts = classes.Select(_ => new int[classes.Length + 1]).ToArray();
        for (var i = 0; i < truth.Count; i++)
        {
            var column = predicted[i] is { } label ? Array.IndexOf(classes, label) : classes.Length;
            counts[Array.IndexOf(classes, truth[i])][column]++;
        }

        return new Confusion(classes, counts);
    }

    /// <summary>Right answers by all queries.</summary>
    public double Accuracy
    {
        get
        {
            var all = Counts.Sum(row => row.Sum());
            return all == 0 ? 0 : (double)Counts.Select((row, i) => row[i]).Sum() / all;
        }
    }

    /// <summary>Mean over the classes that queries have of F1 = 2 TP / (2 TP + FP + FN); a query without an answer is a false negative of its class.</summary>
    public double MacroF1
    {
        get
        {
            var asked = Enumerable.Range(0, Classes.Count).Where(i => Counts[i].Sum() > 0).ToList();
            return asked.Count == 0 ? 0 : asked.Average(F1);
        }
    }

    /// <summary>F1 of the class at this place of <see cref="Classes"/>; 0 when none of it was answered rightly.</summary>
    public double F1(int c)
    {
        var hits = Counts[c][c];
        var missed = Counts[c].Sum() - hits;
        var wrong = Counts.Sum(row => row[c]) - hits;
        return hits == 0 ? 0 : 2.0 * hits / ((2 * hits) + wrong + missed);
    }
}
