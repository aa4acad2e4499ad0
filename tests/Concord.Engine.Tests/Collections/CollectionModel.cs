namespace Concord.Tests;

/// <summary>What a collection should hold, in memory, searched by brute force.</summary>
internal sealed class CollectionModel
{
    private readonly SortedDictionary<string, (string Patient, SourceFile Source, SortedDictionary<int, float[]> Tiles)> _slides = new(StringComparer.Ordinal);

    internal IEnumerable<(string Slide, int X)> Tiles => _slides.SelectMany(s => s.Value.Tiles.Keys.Select(x => (s.Key, x)));

    internal void Append(SlideRecord slide, IEnumerable<(int X, float[] Vector)> tiles)
    {
        if (!_slides.TryGetValue(slide.Name, out var here) || here.Source != slide.Source)
            _slides[slide.Name] = here = (slide.Patient, slide.Source!, []);
        foreach (var (x, vector) in tiles) here.Tiles[x] = vector;
    }

    internal bool Delete(string slide) => _slides.Remove(slide);

    internal float[] Vector(string slide, int x) => _slides[slide].Tiles[x];

    /// <summary>The k smallest squared distances, summed in float64 in order of dimension and rounded to float32, as the engine promises.</summary>
    internal float[] Distances(float[] query, int k, string? withoutPatient) =>
    [
        .. _slides.Where(s => s.Value.Patient != withoutPatient).SelectMany(s => s.Value.Tiles.Values).Select(v => Distance(query, v)).Order().Take(k),
    ];

    internal static float Distance(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        return (float)sum;
    }
}
