using System.Diagnostics;

namespace Concord.Study;

/// <summary>What a search for slides costs, exact and in two stages, and what the two stages miss.</summary>
public static class SlideBench
{
    private const int K = 5;

    /// <summary>
    /// Asks `queries` slides, spread evenly over the archive, in both ways, taking turns, after one query of each that is not counted: the first
    /// reads the files and verifies their checksums.
    /// </summary>
    public static SlideFigures Measure(string path, int queries, IProgress<Progress>? progress, CancellationToken cancel)
    {
        using var collection = Collection.Open(path, CollectionAccess.Read);
        var space = collection.Space();
        var slides = collection.SlidesIn(space);
        var (exact, staged) = (new Clock(), new Clock());
        var first = new Clock();
        var (found, wanted, facts) = (0, 0, (SlideFacts?)null);
        first.Time(() => Ask(collection, space, slides[0], null, cancel));
        Ask(collection, space, slides[0], false, cancel);
        for (var i = 0; i < queries; i++)
        {
            var slide = slides[(int)(((2L * i) + 1) * slides.Count / (2L * queries))];
            var all = exact.Time(() => Ask(collection, space, slide, true, cancel));
            var some = staged.Time(() => Ask(collection, space, slide, false, cancel));
            (wanted, facts) = (wanted + all.Hits.Count, some.Facts);
            found += some.Hits.Count(hit => all.Hits.Any(other => other.Slide.Id == hit.Slide.Id));
            progress?.Report(new Progress("queries", i + 1, queries));
        }

        return new SlideFigures(slides.Count, collection.Info().Spaces[0].Rows, space.Dimension, queries, first.Median, exact.Median, staged.Median, exact.Cpu, staged.Cpu, (double)found / wanted, facts!);
    }

    private static SlideAnswer Ask(Collection collection, Space space, long slide, bool? exact, CancellationToken cancel) =>
        collection.SimilarSlides(space, new SlideQuery { Slide = slide, K = K, Exact = exact }, cancel);

    /// <summary>Wall clock and processor time of repeated work.</summary>
    private sealed class Clock
    {
        private readonly List<(double Wall, double Cpu)> _times = [];

        internal double Median => _times.Select(time => time.Wall).Order().ElementAt(_times.Count / 2);

        internal double Cpu => _times.Select(time => time.Cpu).Order().ElementAt(_times.Count / 2);

        internal T Time<T>(Func<T> work)
        {
            using var process = Process.GetCurrentProcess();
            var (wall, cpu) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            var result = work();
            process.Refresh();
            _times.Add((Stopwatch.GetElapsedTime(wall).TotalMilliseconds, (process.TotalProcessorTime - cpu).TotalMilliseconds));
            return result;
        }
    }
}
