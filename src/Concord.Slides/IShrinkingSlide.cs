namespace Concord;

/// <summary>A slide whose pixels come from elsewhere, and which can make them small before they travel.</summary>
internal interface IShrinkingSlide : ISlide
{
    /// <summary>As <see cref="LevelShrinker.Read"/>.</summary>
    void ReadShrunk(ShrunkRegion region, Span<byte> rgb);
}
