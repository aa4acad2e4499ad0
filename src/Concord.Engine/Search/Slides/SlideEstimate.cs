using Concord.Interop;

namespace Concord;

/// <summary>
/// Distances of slides from a sample of the tiles on one side and all on the other, both ways: the median over a sample of the minima stands for the
/// median over all. Costs a sample's share of the comparison and orders slides well enough to choose those that are compared.
/// </summary>
internal sealed class SlideEstimate(SpaceView view, float[] query, SlideRows rows, SlideQuery asked, int sample)
{
    /// <summary>Of very large slides so many tiles stand for all on the other side.</summary>
    private const int MostTiles = 2048;

    private readonly int _dimension = view.Space.Dimension;

    internal (IReadOnlyList<long> Slides, long Rows) Nearest(IReadOnlyList<long> slides, int wanted, CancellationToken token)
    {
        var (few, many) = (Some(query, sample), Some(query, MostTiles));
        var read = 0L;
        var distances = new Dictionary<long, double>(slides.Count);
        foreach (var slide in slides)
        {
            token.ThrowIfCancellationRequested();
            var own = rows.Of(slide, most: Math.Min(MostTiles, asked.TilesPerSlide ?? int.MaxValue)).Rows;
            var vectors = GC.AllocateUninitializedArray<float>(checked(own.Length * _dimension));
            view.ReadRows(own, vectors);
            distances.Add(slide, Of(few, many, vectors, token));
            read += own.Length;
        }
        return ([.. distances.OrderBy(d => d.Value).ThenBy(d => d.Key).Take(wanted).Select(d => d.Key)], read);
    }

    private double Of(float[] few, float[] many, float[] vectors, CancellationToken token)
    {
        var there = asked.Ranking == SlideRanking.SlideToQuery ? 0
            : SlideKernels.Distance<float>(few, vectors, _dimension, NativeMetric.L2, token: token).AToB;
        var back = asked.Ranking == SlideRanking.QueryToSlide ? 0
            : SlideKernels.Distance<float>(many, Some(vectors, sample), _dimension, NativeMetric.L2, token: token).BToA;
        return there + back;
    }

    private float[] Some(float[] vectors, int n)
    {
        var count = vectors.Length / _dimension;
        if (count <= n) return vectors;
        var some = new float[n * _dimension];
        var chosen = SlideRows.Spread(count, n);
        for (var i = 0; i < n; i++) vectors.AsSpan(chosen[i] * _dimension, _dimension).CopyTo(some.AsSpan(i * _dimension));
        return some;
    }
}
