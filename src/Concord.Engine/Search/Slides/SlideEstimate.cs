using Concord.Interop;

namespace Concord;

/// <summary>
/// Distances of slides from a sample of the tiles on both sides: the median over a sample of the minima stands for the median over all. With few tiles
/// on one side and all on the other the minima of the two directions would lie on different scales; with as many on both they err alike, which orders
/// slides better and reads less.
/// </summary>
internal sealed class SlideEstimate(SpaceView view, float[] query, SlideRows rows, SlideQuery asked, int sample, DeviceWork work)
{
    private readonly int _dimension = view.Space.Dimension;

    internal (IReadOnlyList<long> Slides, long Rows) Nearest(IReadOnlyList<long> slides, int wanted, CancellationToken token)
    {
        var few = SlideRows.Spread(query, _dimension, sample);
        var read = 0L;
        var distances = new Dictionary<long, double>(slides.Count);
        var buffer = new float[sample * _dimension];
        foreach (var slide in slides)
        {
            token.ThrowIfCancellationRequested();
            var own = rows.Of(slide, most: Math.Min(sample, asked.TilesPerSlide ?? int.MaxValue)).Rows;
            var elements = own.Length * _dimension;
            view.ReadRows(own, buffer.AsSpan(0, elements));
            distances.Add(slide, asked.Ranked(work.Do(device => SlideKernels.Distance<float>(few, buffer.AsSpan(0, elements), _dimension, NativeMetric.L2, device: device, token: token))));
            read += own.Length;
        }
        return ([.. distances.OrderBy(d => d.Value).ThenBy(d => d.Key).Take(wanted).Select(d => d.Key)], read);
    }
}
