using System.Diagnostics;

namespace Concord.Study;

/// <summary>What a large collection costs: to open, to hold, to search.</summary>
public static class CollectionBench
{
    private const int BatchRows = 1000;
    private const int RowsPerSlide = 1000;
    private const int Clusters = 256;
    private const int Searches = 20;

    /// <summary>Creates a collection of drawn vectors: 256 clusters with noise of their own size, one slide a thousand rows, one patient a slide.</summary>
    public static void Create(string path, long rows, int dimension, ElementType stored, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var preprocessing = new Preprocessing(224, 224, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]);
        var identity = new SpaceIdentity("bench", new string('0', 64), preprocessing, new Pooling("none"), null, dimension, Metric.L2);
        using var collection = Collection.Create(path, new CollectionOptions { Space = identity, Stored = stored });
        var vectors = new DrawnVectors(dimension, Clusters, seed: 1);
        for (long row = 0; row < rows; row += BatchRows)
        {
            cancel.ThrowIfCancellationRequested();
            int n = (int)Math.Min(BatchRows, rows - row);
            collection.Append(collection.Space(), [.. Enumerable.Range(0, n).Select(i => Tile(row + i))], vectors.Next(n));
            progress?.Report(new Progress("append", row + n, rows));
        }
    }

    /// <summary>
    /// Opens the collection for reading and searches it, and says what that took. Memory is the whole process's, so call it in one that
    /// has done nothing else.
    /// </summary>
    public static CollectionFigures Measure(string path, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        using var collection = Collection.Open(path, CollectionAccess.Read);
        var space = collection.Space();
        double open = clock.Elapsed.TotalMilliseconds;
        long memory = Environment.WorkingSet;
        var queries = new DrawnVectors(space.Identity.Dimension, Clusters, seed: 1);
        var times = new List<double>();
        SearchFacts? facts = null;
        for (int i = 0; i <= Searches; i++)
        {
            var request = new SearchRequest { Vector = queries.Next(1), K = 10, Exclude = Exclusion.None };
            clock.Restart();
            facts = collection.Search(space, request, cancel).Facts;
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        double median = times.Skip(1).Order().ElementAt(Searches / 2);
        return new CollectionFigures(collection.Info().Spaces[0].Rows, open, memory / 1048576.0, times[0], median, Environment.WorkingSet / 1048576.0, facts!);
    }

    private static TileRecord Tile(long row)
    {
        string slide = $"slide-{row / RowsPerSlide:D5}";
        int number = (int)(row % RowsPerSlide);
        return new TileRecord(new SlideRecord(slide, slide, slide), number % 100 * 256, number / 100 * 256, 256, 256);
    }
}
