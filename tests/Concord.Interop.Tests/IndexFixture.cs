namespace Concord.Interop.Tests;

/// <summary>Rows to search among: small vectors drawn from a fixed seed, and the files made of them.</summary>
internal abstract class IndexFixture : TemporaryFolder
{
    protected const int Dimension = 8;
    protected static readonly Guid Collection = new("00112233-4455-6677-8899-aabbccddeeff");

    protected static SegmentShape Shape { get; } = new(Collection, Dimension, NativeDtype.Float32, 0);

    protected static float[] Draw(int rows, int seed = 1)
    {
        var random = new Random(seed);
        var vectors = new float[rows * Dimension];
        for (var i = 0; i < vectors.Length; i++) vectors[i] = (float)random.NextDouble() - 0.5f;
        return vectors;
    }

    protected Source OpenSegment(float[] vectors, string name = "rows.seg", long firstRow = 0)
    {
        var shape = Shape with { FirstRow = firstRow };
        using var writer = SegmentWriter.Create(At(name), shape);
        var chunks = writer.Append<float>(vectors);
        writer.Sync();
        return Source.OpenSegment(At(name), shape, writer.Rows, chunks);
    }

    protected Source BuildGeneration(Source segment, int lists, RowBitmap? keep = null, ProgressReport? progress = null)
    {
        Generation.Build(At("rows.gen"), [segment], Options(lists), keep, progress);
        return Source.OpenGeneration(At("rows.gen"), Collection);
    }

    protected static BuildOptions Options(int lists) =>
        new() { Metric = NativeMetric.L2, Collection = Collection, Lists = lists, CalibrationQueries = 20 };

    protected static SearchOptions Nearest(int k) => new() { Metric = NativeMetric.L2, K = k };

    /// <summary>The k nearest rows by float64 squared L2, ties by row.</summary>
    protected static long[] Expected(float[] vectors, ReadOnlySpan<float> query, int k, Func<long, bool>? keep = null)
    {
        var wanted = query.ToArray();
        return [.. Enumerable.Range(0, vectors.Length / Dimension).Select(i => (long)i).Where(r => keep?.Invoke(r) ?? true)
            .OrderBy(r => Distance(vectors.AsSpan((int)r * Dimension, Dimension), wanted)).ThenBy(r => r).Take(k)];
    }

    private static double Distance(ReadOnlySpan<float> row, ReadOnlySpan<float> query)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++) sum += ((double)row[i] - query[i]) * ((double)row[i] - query[i]);
        return sum;
    }
}
