namespace Concord.Study;

/// <summary>
/// Whether neighbours are alike because they come from one hospital. Taken over the neighbours, and queries, whose centre is known, at the deepest K asked for.
/// </summary>
/// <param name="K">Neighbours a query.</param>
/// <param name="SameCentreShare">Share of neighbours from the query's centre.</param>
/// <param name="Chance">The share that a random order would give.</param>
/// <param name="RobustnessIndex">
/// Neighbours of the query's class from another centre, divided by neighbours of another class from its centre (de Jong et al. 2025,
/// arXiv:2501.18055): above 1 the biology weighs more than the centre. null when there is none of the latter.
/// </param>
public sealed record CentreBias(int K, double SameCentreShare, double Chance, double? RobustnessIndex)
{
    /// <summary>null when fewer than two centres are known, or the centre was excluded: then there is nothing to see.</summary>
    internal static CentreBias? Of(IReadOnlyList<QueryOutcome> outcomes, IReadOnlyList<EvaluationTile> archive, Exclusion exclusion, int k)
    {
        var centres = archive.Where(tile => tile.Centre is not null).GroupBy(tile => tile.Centre!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        if (centres.Count < 2 || exclusion == Exclusion.Centre) return null;
        var pairs = outcomes.Where(outcome => outcome.Query.Centre is not null)
            .SelectMany(outcome => outcome.Found.Take(k).Where(tile => tile.Centre is not null).Select(found => (outcome.Query, Found: found))).ToList();
        if (pairs.Count == 0) return null;
        var known = (double)centres.Values.Sum();
        var biology = pairs.Count(pair => pair.Found.Label == pair.Query.Label && pair.Found.Centre != pair.Query.Centre);
        var place = pairs.Count(pair => pair.Found.Label != pair.Query.Label && pair.Found.Centre == pair.Query.Centre);
        return new CentreBias(
            k,
            (double)pairs.Count(pair => pair.Found.Centre == pair.Query.Centre) / pairs.Count,
            pairs.Average(pair => centres.GetValueOrDefault(pair.Query.Centre!) / known),
            place == 0 ? null : (double)biology / place);
    }
}
