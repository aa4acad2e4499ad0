namespace Concord.Study;

/// <summary>Draws nuclei: membrane, clumped chromatin, nucleoli, and the halo or body around them.</summary>
internal sealed class NucleusBrush(TissueCanvas canvas, NoiseField noise, RandomStream random)
{
    internal void Paint(Nucleus nucleus)
    {
        if (nucleus.Halo > 0) PaintHalo(nucleus);
        if (nucleus.Body > 0) PaintBody(nucleus);
        PaintNucleus(nucleus);
        for (var i = 0; i < nucleus.Nucleoli; i++) PaintNucleolus(nucleus);
    }

    private void PaintNucleus(Nucleus n)
    {
        var (cos, sin) = (StableMath.CosTurns(n.Turn), StableMath.SinTurns(n.Turn));
        var (ox, oy) = (random.Between(0f, 250f), random.Between(0f, 250f));
        var box = canvas.Around(n.X, n.Y, n.Reach);
        for (var row = box.Top; row < box.Bottom; row++)
        {
            for (var column = box.Left; column < box.Right; column++)
            {
                var (dx, dy) = (column - n.X, row - n.Y);
                var u = ((dx * cos) + (dy * sin)) / n.Long;
                var v = ((dy * cos) - (dx * sin)) / n.Short;
                var distance = MathF.Sqrt((u * u) + (v * v));
                if (distance > 1.65f) continue;
                var inside = (n.Outline.RadiusTowards(u, v, distance) - distance) * n.Short;
                if (inside <= -n.Softness) continue;
                Stain((row * canvas.Side) + column, n, inside, Clumps(ox + dx, oy + dy));
            }
        }
    }

    private float Clumps(float x, float y) => noise.At(x * 0.36f, y * 0.36f);

    private void Stain(int at, Nucleus n, float inside, float clumps)
    {
        var cover = StableMath.SmoothStep(-n.Softness, n.Softness, inside);
        var membrane = StableMath.Bell((inside - 1.1f) / 1.2f);
        var density = n.Chromatin * cover * (0.80f + (0.30f * membrane) + (n.Clumping * clumps));
        var below = canvas.Haematoxylin[at];
        canvas.Haematoxylin[at] = Math.Max(below, density) + (0.35f * Math.Min(below, density));
        canvas.Eosin[at] *= 1f - (0.45f * cover);
    }

    private void PaintNucleolus(Nucleus n)
    {
        var (x, y) = (n.X + (0.3f * n.Short * random.Normal()), n.Y + (0.3f * n.Short * random.Normal()));
        var strength = 0.55f * n.Chromatin;
        canvas.Disc(x, y, random.Between(0.9f, 1.7f), 1f, (at, cover) => canvas.Haematoxylin[at] += strength * cover);
    }

    private void PaintHalo(Nucleus n)
    {
        var (x, y) = (n.X + (0.8f * random.Normal()), n.Y + (0.8f * random.Normal()));
        canvas.Disc(x, y, n.Long + n.Halo, 1.6f, (at, cover) =>
        {
            canvas.Eosin[at] *= 1f - (0.72f * cover);
            canvas.Haematoxylin[at] *= 1f - (0.35f * cover);
        });
    }

    /// <summary>A plump glassy body; the nucleus lies off its centre.</summary>
    private void PaintBody(Nucleus n)
    {
        var radius = n.Short * random.Between(1.7f, 2.3f);
        var x = n.X + (StableMath.CosTurns(n.Turn) * radius * 0.5f);
        var y = n.Y + (StableMath.SinTurns(n.Turn) * radius * 0.5f);
        var outline = new Outline(0.14f, random);
        var box = canvas.Around(x, y, radius * 1.7f);
        for (var row = box.Top; row < box.Bottom; row++)
        {
            for (var column = box.Left; column < box.Right; column++)
            {
                var (dx, dy) = (column - x, row - y);
                var distance = MathF.Sqrt((dx * dx) + (dy * dy));
                var cover = StableMath.SmoothStep(-3.5f, 3.5f, (radius * outline.RadiusTowards(dx, dy, distance)) - distance);
                var at = (row * canvas.Side) + column;
                canvas.Eosin[at] = Math.Max(canvas.Eosin[at], StableMath.Mix(canvas.Eosin[at], n.Body, cover));
            }
        }
    }
}
