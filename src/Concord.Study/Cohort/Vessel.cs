namespace Concord.Study;

/// <summary>A tube cut by the section, in pixels.</summary>
/// <param name="Path">Points of the axis, about two pixels apart; a single one is a tube cut straight across.</param>
/// <param name="Lumen">Radius of the hollow.</param>
/// <param name="Wall">Thickness around it.</param>
/// <param name="Layers">Rows of nuclei in the wall; two and more is proliferation.</param>
internal sealed record Vessel(IReadOnlyList<(float X, float Y)> Path, float Lumen, float Wall, int Layers)
{
    /// <summary>A capillary that wanders across the region.</summary>
    internal static Vessel Capillary(int side, RandomStream random)
    {
        var (x, y) = (random.Between(0f, side), random.Between(0f, side));
        var turn = random.Uniform();
        var large = random.Chance(0.15f);
        var path = new List<(float, float)>();
        for (var steps = random.Between(60f, 330f); steps > 0; steps--)
        {
            path.Add((x, y));
            turn += 0.012f * random.Normal();
            x += 2f * StableMath.CosTurns(turn);
            y += 2f * StableMath.SinTurns(turn);
        }

        return large
            ? new Vessel(path, random.Between(8f, 15f), random.Between(3.5f, 6f), 1)
            : new Vessel(path, random.Between(1.8f, 3.8f), random.Between(1.8f, 2.8f), 1);
    }

    /// <summary>One loop of a glomeruloid tuft: short, thick-walled, with layers of plump nuclei.</summary>
    internal static Vessel Loop(float x, float y, RandomStream random)
    {
        var turn = random.Uniform();
        var path = new List<(float, float)>();
        for (var steps = random.Between(1f, 14f); steps > 0; steps--)
        {
            path.Add((x, y));
            turn += 0.03f * random.Normal();
            x += 2f * StableMath.CosTurns(turn);
            y += 2f * StableMath.SinTurns(turn);
        }

        return new Vessel(path, random.Between(3f, 10f), random.Between(9f, 15f), 2);
    }
}
