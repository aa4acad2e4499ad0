namespace Concord.Study;

/// <summary>The ground between cells: a web of fine eosinophilic processes with small vacuoles.</summary>
internal static class Neuropil
{
    /// <summary>Pixels that share one sample of the broadest noise, which changes by less than a grey level over them.</summary>
    private const int BroadStep = 8;

    internal static void Paint(TissueCanvas canvas, TissueTraits traits, NoiseField noise, RandomStream random)
    {
        Ground(canvas, noise, random);
        var area = canvas.Side * canvas.Side / 1048576f;
        Fibres(canvas, noise, random, (int)(5200 * area));
        Vacuoles(canvas, random, random.Count(area * random.Between(250f, 1100f) * (1.2f - traits.Severity)));
    }

    private static void Ground(TissueCanvas canvas, NoiseField noise, RandomStream random)
    {
        var (ox, oy) = (random.Between(0f, 200f), random.Between(0f, 200f));
        var strength = random.Between(0.34f, 0.48f);
        for (var y = 0; y < canvas.Side; y++)
        {
            var broad = 0f;
            for (var x = 0; x < canvas.Side; x++)
            {
                if (x % BroadStep == 0) broad = noise.At(ox + (x * 0.006f), oy + (y * 0.006f));
                var web = noise.At(oy + (x * 0.085f), ox + (y * 0.085f));
                var grain = noise.At(ox + (x * 0.31f), oy + (y * 0.31f));
                canvas.Eosin[(y * canvas.Side) + x] = strength * (1f + (0.16f * broad) + (0.20f * web) + (0.20f * grain));
                canvas.Haematoxylin[(y * canvas.Side) + x] = 0.055f + (0.02f * broad) + (0.02f * web);
            }
        }
    }

    private static void Fibres(TissueCanvas canvas, NoiseField noise, RandomStream random, int count)
    {
        var (ox, oy, grain) = (random.Between(0f, 200f), random.Between(0f, 200f), random.Uniform());
        for (var i = 0; i < count; i++)
        {
            var x = random.Between(0f, canvas.Side);
            var y = random.Between(0f, canvas.Side);
            var turn = grain + (0.45f * noise.At(ox + (x * 0.004f), oy + (y * 0.004f))) + (0.10f * random.Normal());
            Fibre(canvas, x, y, turn, random);
        }
    }

    private static void Fibre(TissueCanvas canvas, float x, float y, float turn, RandomStream random)
    {
        var strength = random.Chance(0.4f) ? -random.Between(0.03f, 0.11f) : random.Between(0.05f, 0.18f);
        var bend = 0.0022f * random.Normal();
        for (var left = random.Between(20f, 95f); left > 0; left -= 1f)
        {
            x += StableMath.CosTurns(turn);
            y += StableMath.SinTurns(turn);
            turn += bend;
            if (!canvas.Contains((int)x, (int)y) || !canvas.Contains((int)x + 1, (int)y + 1)) return;
            Splat(canvas, x, y, strength);
        }
    }

    private static void Splat(TissueCanvas canvas, float x, float y, float strength)
    {
        var at = ((int)y * canvas.Side) + (int)x;
        var fx = x - (int)x;
        var fy = y - (int)y;
        canvas.Eosin[at] += strength * (1f - fx) * (1f - fy);
        canvas.Eosin[at + 1] += strength * fx * (1f - fy);
        canvas.Eosin[at + canvas.Side] += strength * (1f - fx) * fy;
        canvas.Eosin[at + canvas.Side + 1] += strength * fx * fy;
    }

    private static void Vacuoles(TissueCanvas canvas, RandomStream random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var radius = random.Between(0.8f, 3.2f);
            var depth = random.Between(0.3f, 0.8f);
            canvas.Disc(random.Between(0f, canvas.Side), random.Between(0f, canvas.Side), radius, 1.2f,
                (at, cover) => canvas.Eosin[at] *= 1f - (depth * cover));
        }
    }
}
