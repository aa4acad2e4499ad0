namespace Concord;

/// <summary>
/// Ranks cases by each vector and fuses the rankings twice: first within tissue and within radiology, so that four contrasts weigh no more than one slide, then
/// the two.
/// </summary>
internal sealed class CaseSearch(Collection collection, CaseQuery query)
{
    internal CaseAnswer Answer(CancellationToken ct)
    {
        var tissue = query.Tissue.Select(part => CaseRanking.Of(collection, part, query, ct)).ToList();
        var radiology = query.Radiology.Select(part => CaseRanking.Of(collection, part, query, ct)).ToList();
        var sides = (Tissue: Within(tissue), Radiology: Within(radiology));
        var fused = RankFusion.Fuse([.. new[] { sides.Tissue, sides.Radiology }.Where(side => side.Count > 0)]);
        var patients = collection.CasePatients();
        var series = collection.LinkedSeries().ToLookup(item => item.Case, StringComparer.Ordinal);
        return new CaseAnswer([.. fused.Take(query.K).Select((found, i) => new CaseHit(i + 1, found.Score, found.Item, patients[found.Item])
        {
            TissueRank = Rank(sides.Tissue, found.Item),
            RadiologyRank = Rank(sides.Radiology, found.Item),
            Tissue = Nearest(tissue, found.Item).MinBy(hit => hit?.Distance ?? float.PositiveInfinity),
            Radiology = Nearest(radiology, found.Item),
            Series = [.. series[found.Item]],
        })], (tissue.Count, radiology.Count));
    }

    private static IReadOnlyList<string> Within(List<CaseRanking> rankings) =>
        rankings.Count == 1 ? rankings[0].Cases : [.. RankFusion.Fuse([.. rankings.Select(ranking => ranking.Cases)]).Select(found => found.Item)];

    private static List<Hit?> Nearest(List<CaseRanking> rankings, string name) => [.. rankings.Select(ranking => ranking.Nearest.GetValueOrDefault(name))];

    private static int? Rank(IReadOnlyList<string> cases, string name)
    {
        for (var i = 0; i < cases.Count; i++)
            if (cases[i] == name) return i + 1;
        return null;
    }
}
