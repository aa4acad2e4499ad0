namespace Concord.Indexing;

/// <summary>Lloyd's k-means with k-means++ seeding, for few dimensions. Deterministic by its random numbers; one thread.</summary>
internal sealed class KMeans
{
    private const int MostRounds = 30;

    private readonly double[][] _points;
    private readonly double[][] _centres;
    private readonly int[] _members;

    private KMeans(double[][] points, int clusters, SplitMix random)
    {
        _points = points;
        _centres = Seeds(points, clusters, random);
        _members = new int[points.Length];
        Array.Fill(_members, -1);
        for (var round = 0; round < MostRounds && Assign(); round++) MoveCentres();
    }

    /// <summary>Groups points; returns for each point its cluster, 0 to `clusters` − 1. Clusters may be empty where points coincide.</summary>
    internal static int[] Group(double[][] points, int clusters, SplitMix random) =>
        clusters >= points.Length ? [.. Enumerable.Range(0, points.Length)] : new KMeans(points, clusters, random)._members;

    /// <summary>The point nearest to the centre of each cluster that has any, ascending: at most `clusters` indices.</summary>
    internal static int[] Representatives(double[][] points, int clusters, SplitMix random)
    {
        if (clusters >= points.Length) return [.. Enumerable.Range(0, points.Length)];
        var means = new KMeans(points, clusters, random);
        var (nearest, distances) = (new int[clusters], new double[clusters]);
        Array.Fill(nearest, -1);
        for (var i = 0; i < points.Length; i++)
        {
            var cluster = means._members[i];
            var distance = Distance(points[i], means._centres[cluster]);
            if (nearest[cluster] >= 0 && distance >= distances[cluster]) continue;
            (nearest[cluster], distances[cluster]) = (i, distance);
        }

        return [.. nearest.Where(index => index >= 0).Order()];
    }

    /// <summary>The first centre is any point; each further one is drawn by its squared distance to those there are.</summary>
    private static double[][] Seeds(double[][] points, int clusters, SplitMix random)
    {
        var centres = new double[clusters][];
        var distances = new double[points.Length];
        Array.Fill(distances, double.PositiveInfinity);
        var chosen = random.Below(points.Length);
        for (var c = 0; c < clusters; c++)
        {
            centres[c] = [.. points[chosen]];
            var total = 0.0;
            for (var i = 0; i < points.Length; i++) total += distances[i] = Math.Min(distances[i], Distance(points[i], centres[c]));
            chosen = Draw(distances, total * random.Unit(), random);
        }

        return centres;
    }

    private static int Draw(double[] weights, double at, SplitMix random)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            at -= weights[i];
            if (at < 0) return i;
        }

        return random.Below(weights.Length);
    }

    private bool Assign()
    {
        var moved = false;
        for (var i = 0; i < _points.Length; i++)
        {
            var (best, distance) = (0, double.PositiveInfinity);
            for (var c = 0; c < _centres.Length; c++)
            {
                var there = Distance(_points[i], _centres[c]);
                if (there < distance) (best, distance) = (c, there);
            }

            moved |= _members[i] != best;
            _members[i] = best;
        }

        return moved;
    }

    /// <summary>A cluster that lost all its points keeps its centre.</summary>
    private void MoveCentres()
    {
        var dimensions = _points[0].Length;
        var (sums, counts) = (new double[_centres.Length * dimensions], new int[_centres.Length]);
        for (var i = 0; i < _points.Length; i++)
        {
            counts[_members[i]]++;
            for (var d = 0; d < dimensions; d++) sums[(_members[i] * dimensions) + d] += _points[i][d];
        }

        for (var c = 0; c < _centres.Length; c++)
        {
            for (var d = 0; d < dimensions && counts[c] > 0; d++) _centres[c][d] = sums[(c * dimensions) + d] / counts[c];
        }
    }

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var d = 0; d < a.Length; d++) sum += (a[d] - b[d]) * (a[d] - b[d]);
        return sum;
    }
}
