namespace Concord.Study;

/// <summary>A deterministic stream of vectors around cluster centres, as features of tissue classes are.</summary>
internal sealed class DrawnVectors
{
    private const float Noise = 0.5f;
    private readonly int _dimension;
    private readonly float[][] _centres;
    private readonly RandomStream _random;

    internal DrawnVectors(int dimension, int clusters, ulong seed)
    {
        (_dimension, _random) = (dimension, new RandomStream(seed, 0));
        _centres = [.. Enumerable.Range(0, clusters).Select(_ => Draw(1))];
    }

    /// <summary>The next n vectors, row by row.</summary>
    internal float[] Next(int n)
    {
        var vectors = new float[n * _dimension];
        for (int i = 0; i < n; i++)
        {
            var centre = _centres[_random.Below(_centres.Length)];
            for (int j = 0; j < _dimension; j++) vectors[i * _dimension + j] = centre[j] + Noise * _random.Between(-1, 1);
        }

        return vectors;
    }

    private float[] Draw(float spread) => [.. Enumerable.Range(0, _dimension).Select(_ => spread * _random.Between(-1, 1))];
}
