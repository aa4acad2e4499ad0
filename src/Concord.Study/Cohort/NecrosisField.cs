namespace Concord.Study;

/// <summary>A dead area with its palisade: nuclei crowd around it and point at it.</summary>
internal sealed class NecrosisField
{
    /// <summary>Width of the palisade in pixels.</summary>
    internal const float Palisade = 62f;

    private readonly float _x, _y, _radius;
    private readonly Outline _outline;

    internal NecrosisField(int side, RandomStream random)
    {
        _x = random.Between(-0.05f, 1.05f) * side;
        _y = random.Between(-0.05f, 1.05f) * side;
        _radius = random.Between(0.13f, 0.27f) * side;
        _outline = new Outline(0.13f, random);
    }

    /// <summary>Pixels from the edge: negative inside the dead area.</summary>
    internal float Distance(float x, float y)
    {
        var (dx, dy) = (x - _x, y - _y);
        var distance = MathF.Sqrt((dx * dx) + (dy * dy));
        return distance - (_radius * _outline.RadiusTowards(dx, dy, distance));
    }

    /// <summary>The direction away from the dead area, in turns, good to a few degrees.</summary>
    internal float Outward(float x, float y)
    {
        var (dx, dy) = (x - _x, y - _y);
        var length = MathF.Sqrt((dx * dx) + (dy * dy)) + 1e-3f;
        var (cos, sin) = (dx / length, dy / length);
        var low = MathF.Abs(cos) > MathF.Abs(sin) ? 0.5f * sin / MathF.Abs(cos) : 0.5f * cos / MathF.Abs(sin);
        var eighth = low * (0.3183f - (0.0683f * low * low));
        return MathF.Abs(cos) > MathF.Abs(sin)
            ? (cos > 0 ? eighth : 0.5f - eighth)
            : (sin > 0 ? 0.25f - eighth : 0.75f + eighth);
    }

    internal void Paint(TissueCanvas canvas, NoiseField noise)
    {
        for (var y = 0; y < canvas.Side; y++)
        {
            for (var x = 0; x < canvas.Side; x++)
            {
                var distance = Distance(x, y);
                if (distance > 28f) continue;
                var dead = StableMath.SmoothStep(14f, -22f, distance + (14f * noise.At(x * 0.03f, y * 0.03f)));
                if (dead > 0) Smudge(canvas, (y * canvas.Side) + x, dead, noise.Fractal(x * 0.045f, y * 0.045f, 4));
            }
        }
    }

    internal void Debris(TissueCanvas canvas, NucleusBrush brush, NucleusMaker maker, RandomStream random)
    {
        for (var n = random.Count(_radius * _radius * 0.009f); n > 0; n--)
        {
            var (x, y) = (_x + (_radius * random.Between(-1.3f, 1.3f)), _y + (_radius * random.Between(-1.3f, 1.3f)));
            if (Distance(x, y) < -8f && canvas.Contains((int)x, (int)y)) brush.Paint(maker.Pyknotic(x, y));
        }
    }

    /// <summary>Structureless pink, granular, with a bluish haze of what nuclei left.</summary>
    private static void Smudge(TissueCanvas canvas, int at, float dead, float grain)
    {
        var pink = (0.6f * canvas.Eosin[at]) + 0.26f + (0.34f * grain);
        canvas.Eosin[at] = StableMath.Mix(canvas.Eosin[at], Math.Max(0.05f, pink), dead);
        canvas.Haematoxylin[at] += dead * (0.05f + (0.10f * grain));
    }
}
