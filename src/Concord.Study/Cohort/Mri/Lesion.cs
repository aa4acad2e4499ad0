namespace Concord.Study;

/// <summary>
/// A glioma on the slice: larger, with more oedema and a ring around a dead centre as the grade rises; a low-grade one is only a bright
/// patch on T2 and FLAIR.
/// </summary>
internal sealed class Lesion
{
    private readonly NoiseField _noise;
    private readonly Outline _outline;
    private readonly float _radius, _oedema, _core, _enhancement;

    internal Lesion(CohortCase subject, NoiseField noise, RandomStream random)
    {
        _noise = noise;
        _outline = new Outline(0.12f, random);
        var severity = subject.Tissue.Severity;
        X = (random.Chance(0.5f) ? 1f : -1f) * random.Between(0.22f, 0.40f);
        Y = random.Between(-0.42f, 0.42f);
        _radius = StableMath.Mix(0.12f, 0.235f, severity) * (1f + (0.15f * random.Normal()));
        _oedema = StableMath.Mix(0.04f, 0.24f, severity) * random.Between(0.7f, 1.2f);
        _core = subject.Grade == 2 ? random.Between(0.50f, 0.72f) : 0f;
        _enhancement = subject.Grade switch { 2 => random.Between(0.75f, 1f), 1 => random.Between(0f, 0.5f), _ => 0f };
    }

    internal float X { get; }

    internal float Y { get; }

    /// <summary>Where the tissue seen at (x, y) lay before the lesion pushed it aside.</summary>
    internal (float X, float Y) Origin(float x, float y)
    {
        var (dx, dy) = (x - X, y - Y);
        var reach = 2.6f * _radius;
        var push = 0.30f * StableMath.Bell(MathF.Sqrt((dx * dx) + (dy * dy)) / reach) * _radius / reach;
        return (x - (dx * push * 2f), y - (dy * push * 2f));
    }

    internal LesionTissue At(float x, float y)
    {
        var (dx, dy) = (x - X, y - Y);
        var distance = MathF.Sqrt((dx * dx) + (dy * dy));
        var ragged = 0.035f * _noise.Fractal(x * 9f, y * 9f, 3);
        var edge = (_radius * _outline.RadiusTowards(dx, dy, distance)) - distance + ragged;
        var tumour = StableMath.SmoothStep(-0.018f, 0.018f, edge);
        var core = _core > 0 ? StableMath.SmoothStep(0f, 0.03f, edge - (_radius * (1f - _core))) : 0f;
        var fingers = 0.10f * _noise.At(40f + (x * 6f), 60f + (y * 6f));
        var oedema = StableMath.SmoothStep(-_oedema - 0.05f, -_oedema + 0.06f, edge + fingers) * (1f - tumour);
        return new LesionTissue(tumour * (1f - core), core, oedema, Enhancing(x, y, tumour, core));
    }

    private float Enhancing(float x, float y, float tumour, float core)
    {
        var patches = 0.5f + (0.5f * _noise.At(80f + (x * 8f), 20f + (y * 8f)));
        var solid = tumour * (1f - core);
        return _enhancement * solid * (_core > 0 ? 0.65f + (0.35f * patches) : patches * patches);
    }
}
