namespace Concord.Study;

/// <summary>Draws vessels: a cleared lumen with red cells, an eosinophilic wall, nuclei along it.</summary>
internal sealed class VesselPainter(TissueCanvas canvas, NoiseField noise, NucleusBrush brush, NucleusMaker maker, RandomStream random)
{
    private const float Gap = 2.5f;

    internal void Capillaries(int count)
    {
        for (var i = 0; i < count; i++) Paint([Vessel.Capillary(canvas.Side, random)]);
    }

    /// <summary>Glomeruloid tufts: loops of proliferated vessels in a ball.</summary>
    internal void Tufts(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (random.Between(0.1f, 0.9f) * canvas.Side, random.Between(0.1f, 0.9f) * canvas.Side);
            var spread = random.Between(20f, 38f);
            var loops = new List<Vessel>();
            for (var n = 5 + random.Below(8); n > 0; n--)
                loops.Add(Vessel.Loop(x + (spread * random.Normal()), y + (spread * random.Normal()), random));
            Paint(loops);
        }
    }

    /// <summary>Walls first, then lumina, then nuclei, so that vessels of a tuft share their walls.</summary>
    private void Paint(IReadOnlyList<Vessel> vessels)
    {
        foreach (var vessel in vessels) Sweep(vessel, vessel.Lumen + vessel.Wall + Gap, (at, x, y, d) => PaintWall(vessel, at, x, y, d));
        foreach (var vessel in vessels) Sweep(vessel, vessel.Lumen + 1.5f, (at, x, y, d) => PaintLumen(vessel, at, x, y, d));
        foreach (var vessel in vessels) PaintRedCells(vessel);
        foreach (var vessel in vessels) PaintNuclei(vessel);
    }

    /// <summary>Calls back once for each pixel within <paramref name="reach"/> of the axis, with its distance.</summary>
    private void Sweep(Vessel vessel, float reach, Action<int, int, int, float> paint)
    {
        var nearest = new Dictionary<int, float>();
        foreach (var (x, y) in vessel.Path) Nearest(nearest, x, y, reach);
        foreach (var (at, squared) in nearest) paint(at, at % canvas.Side, at / canvas.Side, MathF.Sqrt(squared));
    }

    private void Nearest(Dictionary<int, float> nearest, float x, float y, float reach)
    {
        var box = canvas.Around(x, y, reach);
        for (var row = box.Top; row < box.Bottom; row++)
        {
            for (var column = box.Left; column < box.Right; column++)
            {
                var squared = ((column - x) * (column - x)) + ((row - y) * (row - y));
                if (squared > reach * reach) continue;
                var at = (row * canvas.Side) + column;
                if (!nearest.TryGetValue(at, out var known) || squared < known) nearest[at] = squared;
            }
        }
    }

    private void PaintWall(Vessel vessel, int at, int x, int y, float distance)
    {
        var outer = vessel.Lumen + vessel.Wall;
        var cover = StableMath.SmoothStep(outer + 1f, outer - 1f, distance);
        var layers = StableMath.SinTurns((distance / 4.5f) + (0.5f * noise.At(x * 0.05f, y * 0.05f)));
        var density = (vessel.Layers > 1 ? 0.70f : 0.52f) + (0.10f * layers) + (0.10f * noise.At(x * 0.3f, y * 0.3f));
        canvas.Eosin[at] = StableMath.Mix(canvas.Eosin[at], density, cover);
        var gap = StableMath.Bell((distance - outer - 1.6f) / 1.1f);
        canvas.Eosin[at] *= 1f - ((vessel.Layers > 1 ? 0.5f : 0.3f) * gap);
        canvas.Empty[at] |= distance < outer;
    }

    /// <summary>The section leaves a thin vessel again and again: its lumen shows only in places.</summary>
    private void PaintLumen(Vessel vessel, int at, int x, int y, float distance)
    {
        var open = vessel.Lumen > 6f ? 1f : StableMath.SmoothStep(-0.35f, 0.35f, noise.At(x * 0.03f, y * 0.03f));
        var cover = open * StableMath.SmoothStep(vessel.Lumen + 1f, vessel.Lumen - 1f, distance);
        canvas.Eosin[at] *= 1f - (0.78f * cover);
        canvas.Haematoxylin[at] *= 1f - (0.9f * cover);
    }

    private void PaintRedCells(Vessel vessel)
    {
        if (vessel.Lumen < 2.5f || random.Chance(0.3f)) return;
        var fill = random.Between(0.15f, 0.6f) * vessel.Lumen * vessel.Lumen / 30f;
        foreach (var (x, y) in vessel.Path)
        {
            for (var n = random.Count(fill); n > 0; n--)
            {
                var (cx, cy) = (x + (0.38f * vessel.Lumen * random.Normal()), y + (0.38f * vessel.Lumen * random.Normal()));
                var (radius, density) = (random.Between(2.6f, 3.6f), random.Between(0.55f, 0.85f));
                canvas.Disc(cx, cy, radius, 0.9f, (at, cover) => canvas.Blood[at] = Math.Max(canvas.Blood[at], density * cover));
            }
        }
    }

    private void PaintNuclei(Vessel vessel)
    {
        var plump = vessel.Layers > 1 ? 1f : vessel.Lumen > 6f ? 0.35f : 0f;
        var around = Math.Max(1, (int)((vessel.Lumen + (0.5f * vessel.Wall)) * 0.36f));
        var every = vessel.Layers > 1 ? 5 : 10;
        for (var i = 0; i < vessel.Path.Count; i += every)
        {
            for (var n = around * vessel.Layers; n > 0; n--) PaintNucleus(vessel, vessel.Path[i], plump);
        }
    }

    private void PaintNucleus(Vessel vessel, (float X, float Y) axis, float plump)
    {
        var turn = random.Uniform();
        var out1 = vessel.Lumen + (vessel.Wall * (vessel.Layers > 1 ? random.Between(0.1f, 1.05f) : 0.5f));
        var (x, y) = (axis.X + (out1 * StableMath.CosTurns(turn)), axis.Y + (out1 * StableMath.SinTurns(turn)));
        foreach (var point in vessel.Path)
        {
            var squared = ((point.X - x) * (point.X - x)) + ((point.Y - y) * (point.Y - y));
            if (squared < (out1 - 1f) * (out1 - 1f)) return;
        }

        brush.Paint(maker.Endothelial(x, y, turn + 0.25f + (0.03f * random.Normal()), plump));
    }
}
