namespace Concord.Indexing;

/// <summary>Tells whether rings of a file cross themselves. For one thread.</summary>
internal sealed class SelfCrossing
{
    /// <summary>Pairs of edges left to look at in the file; beyond them crossings go unsaid, which changes a note and nothing else.</summary>
    private long _pairs = 50_000_000;

    internal bool In(double[] ring)
    {
        var edges = ring.Length / 2;
        var order = Enumerable.Range(0, edges).OrderBy(edge => Math.Min(X(ring, edge), X(ring, edge + 1))).ToArray();
        for (var i = 0; i < edges; i++)
        {
            var right = Math.Max(X(ring, order[i]), X(ring, order[i] + 1));
            for (var j = i + 1; j < edges && Math.Min(X(ring, order[j]), X(ring, order[j] + 1)) <= right; j++)
            {
                if (--_pairs < 0) return false;
                if (Cross(ring, order[i], order[j])) return true;
            }
        }

        return false;
    }

    /// <summary>Whether two edges cross at a point inside both; edges that merely touch do not.</summary>
    private static bool Cross(double[] ring, int a, int b) =>
        Side(ring, a, b) * Side(ring, a, b + 1) < 0 && Side(ring, b, a) * Side(ring, b, a + 1) < 0;

    /// <summary>On which side of an edge a corner lies.</summary>
    private static int Side(double[] ring, int edge, int corner)
    {
        var (x, y) = (X(ring, edge), Y(ring, edge));
        return Math.Sign(((X(ring, edge + 1) - x) * (Y(ring, corner) - y)) - ((Y(ring, edge + 1) - y) * (X(ring, corner) - x)));
    }

    private static double X(double[] ring, int corner) => ring[2 * corner % ring.Length];

    private static double Y(double[] ring, int corner) => ring[(2 * corner % ring.Length) + 1];
}
