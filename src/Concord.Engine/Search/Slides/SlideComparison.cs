using Concord.Interop;

namespace Concord;

/// <summary>The distance of the query to one slide, with the pairs that may be shown for it.</summary>
/// <param name="Slide">Id.</param>
/// <param name="Distance">The one that orders.</param>
/// <param name="AToB">From the query to the slide.</param>
/// <param name="BToA">From the slide to the query.</param>
/// <param name="Tiles">Tiles of the slide that were compared.</param>
/// <param name="Pairs">Evidence, without places.</param>
internal sealed record SlideComparison(long Slide, double Distance, double AToB, double BToA, int Tiles, IReadOnlyList<PairRow> Pairs)
{
    internal static SlideComparison Of(SlideDistance distance, long slide, long[] tiles, SlideQuery query, bool cosine)
    {
        // As for tiles: of unit vectors |a - b|² is 2 (1 - cos). Halving is exact, so order and ties stay as they are.
        var scale = cosine ? 0.5 : 1;
        var (there, back) = (distance.AToB * scale, distance.BToA * scale);
        return new SlideComparison(slide, query.Ranked(distance) * scale, there, back, tiles.Length, Evidence(distance, tiles, query.Pairs, scale));
    }

    private static List<PairRow> Evidence(SlideDistance distance, long[] tiles, int wanted, double scale)
    {
        var all = Enumerable.Range(0, distance.DistanceToB.Length);
        var typical = all.OrderBy(i => Math.Abs(distance.DistanceToB[i] - distance.AToB)).ThenBy(i => i).Take(wanted).ToArray();
        var best = all.Except(typical).OrderBy(i => distance.DistanceToB[i]).ThenBy(i => i).Take(wanted);
        return [.. typical.Select(i => Pair(PairKind.Typical, i)), .. best.Select(i => Pair(PairKind.Best, i))];

        PairRow Pair(PairKind kind, int i) =>
            new(kind, i, (int)distance.NearestInB[i], tiles[distance.NearestInB[i]], (float)(distance.DistanceToB[i] * scale));
    }
}

/// <summary>A pair as numbers: the query's tile by index, the hit's by index and id.</summary>
internal readonly record struct PairRow(PairKind Kind, int Query, int Hit, long HitTile, float Distance);
