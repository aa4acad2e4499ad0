namespace Concord.Study;

/// <summary>What an approximate search costs in answers, measured on the same queries against the exact one.</summary>
/// <param name="RecallAtK">By K, the share of the exact first K that the approximate search found too.</param>
/// <param name="PrecisionChange">By K, macro precision of the approximate search minus that of the exact one.</param>
public sealed record SearchLoss(IReadOnlyDictionary<int, double> RecallAtK, IReadOnlyDictionary<int, double> PrecisionChange)
{
    internal static SearchLoss Of(IReadOnlyList<int> ks, IReadOnlyList<QueryOutcome> approximate, IReadOnlyList<QueryOutcome> exact)
    {
        var (ours, theirs) = (OutcomeFigures.Precision(approximate, ks).Macro(), OutcomeFigures.Precision(exact, ks).Macro());
        return new SearchLoss(
            ks.ToDictionary(k => k, k => Recall(k, approximate, exact)),
            ks.Select((k, i) => (k, i)).ToDictionary(pair => pair.k, pair => ours[pair.i] - theirs[pair.i]));
    }

    private static double Recall(int k, IReadOnlyList<QueryOutcome> approximate, IReadOnlyList<QueryOutcome> exact)
    {
        long wanted = 0, found = 0;
        for (var i = 0; i < exact.Count; i++)
        {
            var ids = exact[i].Found.Take(k).Select(tile => tile.Id).ToHashSet();
            wanted += ids.Count;
            found += approximate[i].Found.Take(k).Count(tile => ids.Contains(tile.Id));
        }

        return wanted == 0 ? 1 : (double)found / wanted;
    }
}
