namespace Concord.Study;

/// <summary>
/// Means of several values a query has: by class, over the classes (macro, unweighted) and over the queries (micro). A query may count several
/// times, or not at all: a bootstrap draws patients with replacement.
/// </summary>
internal sealed class ClassMeans
{
    private readonly int _values;
    private readonly string[] _classes;
    private readonly int[] _classOf;
    private readonly double[][] _valuesOf;

    /// <param name="labels">The class of each query.</param>
    /// <param name="valuesOf">The values of each query, as many for every one.</param>
    internal ClassMeans(IReadOnlyList<string> labels, IReadOnlyList<double[]> valuesOf)
    {
        _classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        var numbers = _classes.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number, StringComparer.Ordinal);
        _classOf = [.. labels.Select(label => numbers[label])];
        _valuesOf = [.. valuesOf];
        _values = _valuesOf.Length == 0 ? 0 : _valuesOf[0].Length;
    }

    /// <summary>The classes in ordinal order.</summary>
    internal IReadOnlyList<string> Classes => _classes;

    internal int QueriesOf(int number) => _classOf.Count(c => c == number);

    internal double[] OfClass(int number) => Sums(null).Means[number]!;

    internal double[] Micro()
    {
        var means = new double[_values];
        foreach (var values in _valuesOf)
            for (var i = 0; i < _values; i++) means[i] += values[i] / _valuesOf.Length;
        return means;
    }

    internal double[] Macro() => Macro(null);

    /// <summary>Macro, micro and every class's means one after the other; NaN for a class that a draw leaves without queries.</summary>
    internal double[] All(int[]? times)
    {
        var (means, counts) = Sums(times);
        var none = Enumerable.Repeat(double.NaN, _values).ToArray();
        var all = (double)counts.Sum();
        var micro = Enumerable.Range(0, _values).Select(i => means.Select((mean, c) => mean is null ? 0 : mean[i] * counts[c]).Sum() / all);
        return [.. MeanOfClasses(means), .. micro, .. means.SelectMany(mean => mean ?? none)];
    }

    /// <summary>times: how often each query counts; null: once. Classes that a draw leaves without queries are left out of its mean.</summary>
    internal double[] Macro(int[]? times) => MeanOfClasses(Sums(times).Means);

    private double[] MeanOfClasses(double[]?[] means)
    {
        var there = means.OfType<double[]>().ToList();
        return [.. Enumerable.Range(0, _values).Select(i => there.Count == 0 ? 0 : there.Average(mean => mean[i]))];
    }

    private (double[]?[] Means, int[] Counts) Sums(int[]? times)
    {
        var (sums, counts) = (new double[_classes.Length][], new int[_classes.Length]);
        for (var c = 0; c < sums.Length; c++) sums[c] = new double[_values];
        for (var q = 0; q < _classOf.Length; q++)
        {
            var weight = times is null ? 1 : times[q];
            counts[_classOf[q]] += weight;
            if (weight == 0) continue;
            for (var i = 0; i < _values; i++) sums[_classOf[q]][i] += weight * _valuesOf[q][i];
        }

        return ([.. sums.Select((sum, c) => counts[c] == 0 ? null : Array.ConvertAll(sum, s => s / counts[c]))], counts);
    }
}
