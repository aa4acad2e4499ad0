namespace Concord.Study;

/// <summary>
/// What one region of interest shows. Everything follows a hidden severity, the grade with an error on it, so that neighbouring grades
/// overlap as they do between pathologists; only proliferated vessels and necrosis are kept to grade 2, which they define.
/// </summary>
internal sealed record TissueTraits
{
    /// <summary>0..1 across the grades.</summary>
    internal required float Severity { get; init; }

    /// <summary>Nuclei in a megapixel.</summary>
    internal required float NucleiPerMegapixel { get; init; }

    /// <summary>Mean radius of a nucleus in pixels (0.5 µm each).</summary>
    internal required float NucleusRadius { get; init; }

    /// <summary>Standard deviation of the radius over its mean.</summary>
    internal required float SizeSpread { get; init; }

    /// <summary>How far outlines leave the ellipse, as a share of the radius.</summary>
    internal required float Irregularity { get; init; }

    /// <summary>Mean of long over short axis.</summary>
    internal required float Elongation { get; init; }

    /// <summary>Haematoxylin density inside nuclei.</summary>
    internal required float Chromatin { get; init; }

    /// <summary>Contrast of clumps inside nuclei.</summary>
    internal required float Clumping { get; init; }

    internal required int Mitoses { get; init; }

    internal required int Microcysts { get; init; }

    /// <summary>Share of cells with a clear halo: oligodendroglial look, at any grade.</summary>
    internal required float Halo { get; init; }

    /// <summary>Share of cells with a glassy eosinophilic body.</summary>
    internal required float Gemistocytes { get; init; }

    internal required int Capillaries { get; init; }

    /// <summary>Glomeruloid tufts of thick-walled vessels.</summary>
    internal required int Tufts { get; init; }

    internal required bool Necrosis { get; init; }

    internal static TissueTraits Draw(int grade, RandomStream random)
    {
        var severity = Math.Clamp((grade + 0.55f + (0.36f * random.Normal())) / 3.1f, 0f, 1f);
        var halo = random.Chance(0.34f - (0.08f * grade)) ? random.Between(0.45f, 0.85f) : random.Between(0f, 0.08f);
        return new TissueTraits
        {
            Severity = severity,
            NucleiPerMegapixel = Between(360f, 1750f, severity) * (1f + (0.16f * random.Normal())),
            NucleusRadius = Between(6.7f, 8.6f, severity) * (1f + (0.05f * random.Normal())) * (halo > 0.3f ? 0.94f : 1f),
            SizeSpread = Between(0.10f, 0.32f, severity),
            Irregularity = Between(0.035f, 0.125f, severity),
            Elongation = (halo > 0.3f ? 1.06f : 1.18f) + (0.42f * severity) + (0.08f * random.Normal()),
            Chromatin = Between(0.92f, 1.30f, severity) * (1f + (0.07f * random.Normal())),
            Clumping = Between(0.16f, 0.46f, severity),
            Mitoses = random.Count(Math.Max(0f, severity - 0.30f) * 11f),
            Microcysts = random.Chance(0.55f - (0.5f * severity)) ? random.Count(Between(16f, 5f, severity)) : 0,
            Halo = halo,
            Gemistocytes = random.Chance(0.22f) ? random.Between(0.08f, 0.25f) : random.Between(0f, 0.03f),
            Capillaries = 1 + random.Count(halo > 0.3f ? 5f : 2f),
            Tufts = grade == 2 && random.Chance(0.70f) ? 1 + random.Count(1.2f) : 0,
            Necrosis = grade == 2 && random.Chance(0.45f),
        };
    }

    private static float Between(float low, float high, float severity) => low + ((high - low) * severity);
}
