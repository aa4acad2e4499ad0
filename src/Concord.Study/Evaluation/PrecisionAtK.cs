namespace Concord.Study;

/// <summary>
/// Precision at K as the seed study takes it: the neighbours among the first K that have the query's label, divided by K, also where
/// fewer than K were found. Macro is the unweighted mean of the class means, micro the mean of all queries.
/// </summary>
internal sealed class PrecisionAtK(IReadOnlyList<int> ks)
{
    private readonly SortedDictionary<string, Sum> _classes = new(StringComparer.Ordinal);
    private readonly int[] _short = new int[ks.Count];

    /// <summary>Adds one query: its label, those of its neighbours (nearest first, null where one has none), and the share of its
    /// candidates that have its label.</summary>
    internal void Add(string label, IReadOnlyList<string?> neighbours, double chance)
    {
        if (!_classes.TryGetValue(label, out var sum)) _classes[label] = sum = new Sum(ks.Count);
        sum.Queries++;
        sum.Chance += chance;
        for (var i = 0; i < ks.Count; i++)
        {
            sum.Precision[i] += (double)neighbours.Take(ks[i]).Count(other => other == label) / ks[i];
            if (neighbours.Count < ks[i]) _short[i]++;
        }
    }

    internal IReadOnlyDictionary<string, PrecisionFigures> PerClass() =>
        new SortedDictionary<string, PrecisionFigures>(_classes.ToDictionary(c => c.Key, c => Mean([c.Value])), StringComparer.Ordinal);

    internal PrecisionFigures Micro() => Mean([.. _classes.Values]);

    internal PrecisionFigures Macro()
    {
        var classes = PerClass().Values.ToList();
        var atK = ks.ToDictionary(k => k, k => classes.Average(c => c.AtK[k]));
        return new PrecisionFigures(classes.Sum(c => c.Queries), atK, classes.Average(c => c.Chance));
    }

    /// <summary>By K, the queries that had fewer than K neighbours.</summary>
    internal IReadOnlyDictionary<int, int> WithFewerThanK() => ks.Select((k, i) => (k, i)).ToDictionary(p => p.k, p => _short[p.i]);

    private PrecisionFigures Mean(IReadOnlyList<Sum> sums)
    {
        var queries = sums.Sum(sum => sum.Queries);
        var atK = ks.Select((k, i) => (k, i)).ToDictionary(p => p.k, p => sums.Sum(sum => sum.Precision[p.i]) / queries);
        return new PrecisionFigures(queries, atK, sums.Sum(sum => sum.Chance) / queries);
    }

    private sealed class Sum(int depths)
    {
        internal int Queries { get; set; }

        internal double Chance { get; set; }

        internal double[] Precision { get; } = new double[depths];
    }
}
