namespace Concord.Study.Tests.Evaluation;

/// <summary>Precision at K written down as the seed study's sentence says it, sharing nothing with the code under test.</summary>
internal static class PlainPrecision
{
    internal static double OfQuery(string label, string[] neighbours, int k)
    {
        var same = 0;
        for (var i = 0; i < k && i < neighbours.Length; i++)
        {
            if (neighbours[i] == label) same++;
        }

        return same / (double)k;
    }

    internal static double Micro((string Label, string[] Neighbours)[] queries, int k)
    {
        var sum = 0.0;
        foreach (var (label, neighbours) in queries) sum += OfQuery(label, neighbours, k);
        return sum / queries.Length;
    }

    internal static double Macro((string Label, string[] Neighbours)[] queries, int k)
    {
        var labels = queries.Select(q => q.Label).Distinct().ToArray();
        var sum = 0.0;
        foreach (var label in labels) sum += Micro([.. queries.Where(q => q.Label == label)], k);
        return sum / labels.Length;
    }
}
