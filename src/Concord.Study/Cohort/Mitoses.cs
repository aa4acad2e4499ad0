namespace Concord.Study;

/// <summary>Dividing cells: black plates, or two facing bands, in a cleared cell body and without a membrane.</summary>
internal static class Mitoses
{
    internal static void Paint(TissueCanvas canvas, NucleusBrush brush, NecrosisField? necrosis, int count, RandomStream random)
    {
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (random.Between(20f, canvas.Side - 20f), random.Between(20f, canvas.Side - 20f));
            if (!canvas.IsEmpty(x, y) && !(necrosis?.Distance(x, y) < 0f)) Figure(canvas, brush, x, y, random);
        }
    }

    private static void Figure(TissueCanvas canvas, NucleusBrush brush, float x, float y, RandomStream random)
    {
        var turn = random.Uniform();
        canvas.Disc(x, y, random.Between(11f, 14f), 2f, (at, cover) =>
        {
            canvas.Haematoxylin[at] *= 1f - (0.85f * cover);
            canvas.Eosin[at] = StableMath.Mix(canvas.Eosin[at], 0.24f, cover);
        });
        var apart = random.Chance(0.35f) ? random.Between(4f, 6f) : 0f;
        var (nx, ny) = (-StableMath.SinTurns(turn) * apart, StableMath.CosTurns(turn) * apart);
        brush.Paint(Plate(x + nx, y + ny, turn, random));
        if (apart > 0) brush.Paint(Plate(x - nx, y - ny, turn, random));
    }

    private static Nucleus Plate(float x, float y, float turn, RandomStream random) =>
        new(x, y, random.Between(7f, 9f), random.Between(2.2f, 3.4f), turn)
        {
            Outline = new Outline(0.16f, random),
            Chromatin = random.Between(1.7f, 2.1f),
            Clumping = 0.35f,
            Softness = 1f,
        };
}
