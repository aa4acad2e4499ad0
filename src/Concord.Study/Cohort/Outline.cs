namespace Concord.Study;

/// <summary>A closed outline around a point: radius 1 plus the second to fifth harmonic of the angle, drawn without any angle.</summary>
internal readonly struct Outline
{
    private readonly float _c2, _s2, _c3, _s3, _c5, _s5;

    /// <summary>An outline whose radius varies by about this share.</summary>
    internal Outline(float irregularity, RandomStream random)
    {
        _c2 = irregularity * random.Normal();
        _s2 = irregularity * random.Normal();
        _c3 = irregularity * random.Normal() * 0.8f;
        _s3 = irregularity * random.Normal() * 0.8f;
        _c5 = irregularity * random.Normal() * 0.28f;
        _s5 = irregularity * random.Normal() * 0.28f;
    }

    /// <summary>The radius in the direction of (u, v), which lies <paramref name="distance"/> from the centre.</summary>
    internal float RadiusTowards(float u, float v, float distance)
    {
        if (distance < 1e-4f) return 1f;
        var c = u / distance;
        var s = v / distance;
        var cos2 = (c * c) - (s * s);
        var sin2 = 2f * c * s;
        var cos3 = (cos2 * c) - (sin2 * s);
        var sin3 = (sin2 * c) + (cos2 * s);
        var cos5 = (cos3 * cos2) - (sin3 * sin2);
        var sin5 = (sin3 * cos2) + (cos3 * sin2);
        var radius = 1f + (_c2 * cos2) + (_s2 * sin2) + (_c3 * cos3) + (_s3 * sin3) + (_c5 * cos5) + (_s5 * sin5);
        return Math.Clamp(radius, 0.55f, 1.6f);
    }
}
