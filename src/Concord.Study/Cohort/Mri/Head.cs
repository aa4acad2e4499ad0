namespace Concord.Study;

/// <summary>An axial slice through a head, in coordinates −1..1 (x to the reader's right, y to the back), before any contrast.</summary>
internal sealed class Head
{
    private readonly NoiseField _noise;
    private readonly float _width, _length, _ventricles, _ox, _oy;

    internal Head(NoiseField noise, RandomStream random)
    {
        _noise = noise;
        _width = 0.78f + (0.02f * random.Normal());
        _length = 0.93f + (0.015f * random.Normal());
        _ventricles = random.Between(0.75f, 1.25f);
        _ox = random.Between(0f, 200f);
        _oy = random.Between(0f, 200f);
    }

    /// <summary>What lies at (x, y), after the lesion has pushed it there.</summary>
    internal HeadTissue At(float x, float y)
    {
        var radius = Radius(x, y);
        if (radius > 1f) return default;
        var scalp = StableMath.SmoothStep(0.945f, 0.965f, radius);
        var bone = StableMath.SmoothStep(0.875f, 0.89f, radius) * (1f - scalp);
        var brain = 1f - StableMath.SmoothStep(0.855f, 0.87f, radius);
        var fluid = Math.Clamp(Sulci(x, y, radius) + Midline(x, y) + Ventricles(x, y), 0f, 1f);
        var grey = Math.Clamp(Cortex(x, y, radius) + DeepGrey(x, y), 0f, 1f);
        var rim = StableMath.SmoothStep(0.845f, 0.865f, radius) * (1f - StableMath.SmoothStep(0.868f, 0.885f, radius));
        return new HeadTissue(
            scalp, bone, Math.Clamp((brain * fluid) + rim, 0f, 1f), brain * (1f - fluid) * grey, brain * (1f - fluid) * (1f - grey));
    }

    /// <summary>1 at the skin.</summary>
    internal float Radius(float x, float y)
    {
        var (u, v) = (x / _width, (y - 0.01f) / _length);
        var egg = 1f + (0.05f * v);
        return MathF.Sqrt((u * u / (egg * egg)) + (v * v)) + (0.006f * _noise.At(_ox + (x * 3f), _oy + (y * 3f)));
    }

    /// <summary>Folds: crossings of a warped noise, deep at the surface and gone in the white matter.</summary>
    private float Fold(float x, float y)
    {
        var warp = 0.09f * _noise.At(_oy + (x * 5f), _ox + (y * 5f));
        return MathF.Abs(_noise.At(_ox + ((x + warp) * 9.5f), _oy + ((y - warp) * 9.5f)));
    }

    private float Sulci(float x, float y, float radius)
    {
        var depth = StableMath.SmoothStep(0.56f, 0.82f, radius);
        return StableMath.SmoothStep(0.07f + (0.12f * depth), 0.03f, Fold(x, y)) * depth;
    }

    private float Cortex(float x, float y, float radius)
    {
        var depth = StableMath.SmoothStep(0.50f, 0.80f, radius);
        var ribbon = StableMath.SmoothStep(0.785f, 0.81f, radius + (0.02f * _noise.At(x * 9f, y * 9f)));
        return Math.Max(ribbon, StableMath.SmoothStep(0.42f, 0.26f, Fold(x, y)) * depth);
    }

    private static float Midline(float x, float y) =>
        StableMath.Bell(x / 0.011f) * StableMath.SmoothStep(0.30f, 0.42f, MathF.Abs(y - 0.03f)) * 0.9f;

    private float Ventricles(float x, float y)
    {
        var side = MathF.Abs(x);
        var front = Ellipse(side - 0.085f + (0.22f * (y + 0.20f)), y + 0.20f, 0.042f * _ventricles, 0.17f * _ventricles);
        var back = Ellipse(side - 0.135f - (0.30f * (y - 0.22f)), y - 0.22f, 0.050f * _ventricles, 0.17f * _ventricles);
        var third = Ellipse(x, y - 0.03f, 0.014f, 0.10f);
        return Math.Max(third, Math.Max(front, back));
    }

    private static float DeepGrey(float x, float y)
    {
        var side = MathF.Abs(x);
        var thalamus = Ellipse(side - 0.10f, y - 0.06f, 0.07f, 0.115f);
        var putamen = Ellipse(side - 0.245f + (0.2f * (y + 0.06f)), y + 0.06f, 0.05f, 0.16f);
        var caudate = Ellipse(side - 0.150f, y + 0.24f, 0.032f, 0.075f);
        return 0.85f * Math.Max(thalamus, Math.Max(putamen, caudate));
    }

    private static float Ellipse(float x, float y, float halfWidth, float halfLength)
    {
        var (u, v) = (x / halfWidth, y / halfLength);
        return StableMath.SmoothStep(1.12f, 0.88f, MathF.Sqrt((u * u) + (v * v)));
    }
}
