namespace Concord.Study;

/// <summary>One metric at each K.</summary>
/// <param name="Macro">Mean of the class means, by K.</param>
/// <param name="Micro">Mean of all queries, by K.</param>
public sealed record RankFigures(IReadOnlyDictionary<int, double> Macro, IReadOnlyDictionary<int, double> Micro)
{
    internal static RankFigures Of(ClassMeans means, IReadOnlyList<int> ks) => new(ByK(ks, means.Macro()), ByK(ks, means.Micro()));

    internal static IReadOnlyDictionary<int, double> ByK(IReadOnlyList<int> ks, double[] values) =>
        ks.Select((k, i) => (k, i)).ToDictionary(pair => pair.k, pair => values[pair.i]);
}
