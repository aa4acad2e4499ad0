namespace Concord.Study;

/// <summary>Smooth clear spaces with a faint mucoid content, as low-grade gliomas have them.</summary>
internal static class Microcysts
{
    internal static void Paint(TissueCanvas canvas, int count, NoiseField noise, RandomStream random)
    {
        for (var i = 0; i < count; i++) Cyst(canvas, noise, random);
    }

    private static void Cyst(TissueCanvas canvas, NoiseField noise, RandomStream random)
    {
        var (x, y) = (random.Between(0f, canvas.Side), random.Between(0f, canvas.Side));
        var radius = random.Between(9f, 26f) + (random.Chance(0.2f) ? random.Between(8f, 26f) : 0f);
        var outline = new Outline(0.10f, random);
        var content = random.Between(0.04f, 0.22f);
        var box = canvas.Around(x, y, radius * 1.7f);
        for (var row = box.Top; row < box.Bottom; row++)
        {
            for (var column = box.Left; column < box.Right; column++)
            {
                var (dx, dy) = (column - x, row - y);
                var distance = MathF.Sqrt((dx * dx) + (dy * dy));
                var inside = (radius * outline.RadiusTowards(dx, dy, distance)) - distance + (1.8f * noise.At(column * 0.11f, row * 0.11f));
                if (inside > -5f) Clear(canvas, (row * canvas.Side) + column, inside, content);
            }
        }
    }

    private static void Clear(TissueCanvas canvas, int at, float inside, float content)
    {
        var cover = StableMath.SmoothStep(-1.5f, 1.5f, inside);
        var rim = StableMath.Bell((inside + 2f) / 1.6f);
        canvas.Eosin[at] = (canvas.Eosin[at] * StableMath.Mix(1f, content, cover)) + (0.12f * rim);
        canvas.Haematoxylin[at] *= 1f - (0.9f * cover);
        canvas.Empty[at] |= inside > -2f;
    }
}
