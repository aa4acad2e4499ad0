namespace Concord.Study;

/// <summary>Scatters tumour nuclei: denser here, sparser there, rarely on top of each other.</summary>
internal sealed class CellField(TissueCanvas canvas, TissueTraits traits, NoiseField noise, NucleusMaker maker, RandomStream random)
{
    private const int Cell = 32;
    private readonly Dictionary<int, List<Nucleus>> _cells = [];

    internal IReadOnlyList<Nucleus> Scatter(NecrosisField? necrosis)
    {
        var wanted = (int)(traits.NucleiPerMegapixel * canvas.Side * canvas.Side / 1048576f);
        var (ox, oy, patchy) = (random.Between(0f, 200f), random.Between(0f, 200f), random.Between(0.25f, 0.9f));
        var placed = new List<Nucleus>(wanted);
        for (var tries = wanted * 14; tries > 0 && placed.Count < wanted; tries--)
        {
            var (x, y) = (random.Between(-6f, canvas.Side + 6f), random.Between(-6f, canvas.Side + 6f));
            var density = 0.5f + (patchy * 0.5f * noise.Fractal(ox + (x * 0.007f), oy + (y * 0.007f), 3));
            var nucleus = Candidate(x, y, density, necrosis);
            if (nucleus is null || Crowded(nucleus)) continue;
            Remember(nucleus);
            placed.Add(nucleus);
        }

        return placed;
    }

    private Nucleus? Candidate(float x, float y, float density, NecrosisField? necrosis)
    {
        if (canvas.IsEmpty(x, y)) return null;
        if (necrosis is null) return random.Chance(density) ? maker.Tumour(x, y) : null;
        var distance = necrosis.Distance(x, y);
        if (distance < -6f) return random.Chance(0.006f) ? maker.Tumour(x, y) : null;
        var palisade = StableMath.SmoothStep(-6f, 10f, distance) * StableMath.SmoothStep(NecrosisField.Palisade, 30f, distance);
        if (!random.Chance(density * StableMath.Mix(0.55f, 2f, palisade))) return null;
        return palisade > 0.3f
            ? maker.Tumour(x, y, necrosis.Outward(x, y) + (0.035f * random.Normal()), 1.5f)
            : maker.Tumour(x, y);
    }

    /// <summary>Whether a neighbour is nearer than two short axes allow; dense tumours let nuclei touch and overlap a little.</summary>
    private bool Crowded(Nucleus nucleus)
    {
        var slack = StableMath.Mix(1.25f, 0.86f, traits.Severity);
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                if (!_cells.TryGetValue(Key(nucleus, dx, dy), out var others)) continue;
                foreach (var other in others)
                {
                    var (x, y) = (nucleus.X - other.X, nucleus.Y - other.Y);
                    var allowed = slack * (nucleus.Short + other.Short);
                    if ((x * x) + (y * y) < allowed * allowed) return true;
                }
            }
        }

        return false;
    }

    private void Remember(Nucleus nucleus)
    {
        var key = Key(nucleus, 0, 0);
        if (!_cells.TryGetValue(key, out var list)) _cells[key] = list = [];
        list.Add(nucleus);
    }

    private static int Key(Nucleus nucleus, int dx, int dy) =>
        ((((int)nucleus.Y + Cell) / Cell) + dy) * 4096 + (((int)nucleus.X + Cell) / Cell) + dx;
}
