namespace Concord.Study;

/// <summary>Shapes nuclei after a region's traits.</summary>
internal sealed class NucleusMaker(TissueTraits traits, RandomStream random)
{
    /// <summary>A tumour cell's nucleus, its long axis in a direction or in any; stretch is a factor on its elongation.</summary>
    internal Nucleus Tumour(float x, float y, float? turn = null, float stretch = 1f)
    {
        var radius = traits.NucleusRadius * Math.Clamp(1f + (traits.SizeSpread * random.Normal()), 0.55f, 2.3f);
        var giant = random.Chance(0.02f * traits.Severity) ? random.Between(1.5f, 2.1f) : 1f;
        var elongation = Math.Clamp(traits.Elongation * stretch * (1f + (0.16f * random.Normal())), 1f, 3.2f);
        var root = MathF.Sqrt(elongation);
        return new Nucleus(x, y, radius * giant * root, radius * giant / root, turn ?? random.Uniform())
        {
            Outline = new Outline(traits.Irregularity, random),
            Chromatin = traits.Chromatin * Math.Clamp(1f + (0.20f * random.Normal()), 0.5f, 1.7f),
            Clumping = traits.Clumping,
            Softness = random.Between(0.8f, 2.0f),
            Nucleoli = random.Chance(0.5f * traits.Severity) ? 1 + random.Below(2) : 0,
            Halo = random.Chance(traits.Halo) ? random.Between(2.5f, 5.5f) : 0f,
            Body = random.Chance(traits.Gemistocytes) ? random.Between(0.52f, 0.70f) : 0f,
        };
    }

    /// <summary>A dark nucleus in a vessel's wall: thin in a resting capillary (plump 0), swollen in a proliferating one (1).</summary>
    internal Nucleus Endothelial(float x, float y, float turn, float plump)
    {
        var half = random.Between(7f, 10.5f);
        return new Nucleus(x, y, half, StableMath.Mix(2.1f, 4.6f, plump) * random.Between(0.85f, 1.2f), turn)
        {
            Outline = new Outline(0.06f, random),
            Chromatin = random.Between(1.05f, 1.35f),
            Clumping = 0.22f,
            Softness = random.Between(0.8f, 1.4f),
        };
    }

    /// <summary>A shrunken dead nucleus, or a fragment of one.</summary>
    internal Nucleus Pyknotic(float x, float y)
    {
        var radius = random.Between(1.2f, 4.2f);
        return new Nucleus(x, y, radius * random.Between(1f, 1.5f), radius, random.Uniform())
        {
            Outline = new Outline(0.12f, random),
            Chromatin = random.Between(0.55f, 1.5f),
            Clumping = 0.1f,
            Softness = random.Between(0.8f, 1.6f),
        };
    }
}
