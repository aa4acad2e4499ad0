namespace Concord.Study;

/// <summary>The grey (0..1) of each tissue in one MRI-like sequence; Name is that of links.csv, Suffix ends the file name.</summary>
internal sealed record MriContrast(
    string Name, string Suffix, float Scalp, float Bone, float Fluid, float Grey, float White, float Tumour, float Core, float Oedema,
    float Enhancing)
{
    /// <summary>The four of the seed study, in its order.</summary>
    internal static IReadOnlyList<MriContrast> All { get; } =
    [
        new("T1", "t1", 0.86f, 0.10f, 0.12f, 0.42f, 0.58f, 0.36f, 0.24f, 0.37f, 0f),
        new("T1 post-contrast", "t1post", 0.86f, 0.12f, 0.12f, 0.43f, 0.56f, 0.37f, 0.20f, 0.37f, 0.58f),
        new("T2", "t2", 0.46f, 0.08f, 0.93f, 0.52f, 0.36f, 0.70f, 0.86f, 0.74f, 0f),
        new("FLAIR", "flair", 0.40f, 0.08f, 0.07f, 0.48f, 0.37f, 0.72f, 0.44f, 0.82f, 0.05f),
    ];

    internal float Signal(HeadTissue head, LesionTissue lesion)
    {
        var normal = (head.Scalp * Scalp) + (head.Bone * Bone) + (head.Fluid * Fluid) + (head.Grey * Grey) + (head.White * White);
        var inBrain = head.Brain + head.Fluid;
        var infiltrated = StableMath.Mix(normal, Oedema, lesion.Oedema * ((0.92f * head.White) + (0.35f * head.Grey)));
        var replaced = Math.Clamp(lesion.Tumour + lesion.Core, 0f, 1f) * Math.Clamp(inBrain, 0f, 1f);
        var mass = (lesion.Tumour * Tumour) + (lesion.Core * Core) + (lesion.Enhancing * Enhancing);
        return StableMath.Mix(infiltrated, mass / Math.Max(0.001f, lesion.Tumour + lesion.Core), replaced);
    }
}
