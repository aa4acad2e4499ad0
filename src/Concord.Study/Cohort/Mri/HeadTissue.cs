namespace Concord.Study;

/// <summary>Shares of the tissues in one place, 0..1; what is left of 1 is air.</summary>
internal readonly record struct HeadTissue(float Scalp, float Bone, float Fluid, float Grey, float White)
{
    /// <summary>The share of brain.</summary>
    internal float Brain => Grey + White;
}
