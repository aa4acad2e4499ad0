namespace Concord.Tests;

/// <summary>Vectors of three classes, two rows a patient, in which one element in three tells the class.</summary>
internal static class AdapterSample
{
    internal static AdapterRows Rows(int count, int d)
    {
        var random = new Random(5);
        var vectors = new float[count * d];
        for (var i = 0; i < vectors.Length; i++) vectors[i] = random.NextSingle() + (i % d % 3 == i / d % 3 ? 1 : 0);
        return new AdapterRows(vectors, [.. Enumerable.Range(0, count).Select(i => $"g{i % 3}")], [.. Enumerable.Range(0, count).Select(i => $"p{i / 2}")]);
    }

    internal static SpaceIdentity Identity(int d) => new("m", "w", new Preprocessing(8, 8, 0, "bilinear", null, [], []), new Pooling("none"), null, d, Metric.L2);

    /// <summary>Stores rows first to last − 1, each as the one tile of a slide s0, s1, … .</summary>
    internal static void Fill(Collection collection, AdapterRows rows, int first, int last, float shift = 0)
    {
        var d = rows.Vectors.Length / rows.Labels.Count;
        var tiles = Enumerable.Range(first, last - first).Select(i => new TileRecord(
            new SlideRecord($"s{i}", $"s{i}", rows.Patients[i]) { Labels = new Dictionary<string, string> { ["grade"] = rows.Labels[i] } }, 0, 0, 8, 8));
        collection.Append(collection.Space(), [.. tiles], Array.ConvertAll(rows.Vectors[(first * d)..(last * d)].ToArray(), value => value + shift));
    }
}
