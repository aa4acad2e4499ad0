namespace Concord.Tests;

/// <summary>The median of minimum distances as its definition reads, in plain loops: what the engine is held against.</summary>
internal static class PlainSlides
{
    internal static double OneWay(float[] a, float[] b, int d)
    {
        var least = new List<float>();
        for (var i = 0; i < a.Length / d; i++)
            least.Add(Enumerable.Range(0, b.Length / d).Min(j => Squared(a, i, b, j, d)));
        least.Sort();
        var middle = least.Count / 2;
        return least.Count % 2 == 1 ? least[middle] : ((double)least[middle - 1] + least[middle]) / 2;
    }

    internal static double Symmetric(float[] a, float[] b, int d) => (OneWay(a, b, d) + OneWay(b, a, d)) / 2;

    private static float Squared(float[] a, int i, float[] b, int j, int d)
    {
        var sum = 0.0;
        for (var k = 0; k < d; k++) sum += ((double)a[(i * d) + k] - b[(j * d) + k]) * ((double)a[(i * d) + k] - b[(j * d) + k]);
        return (float)sum;
    }
}
