namespace Concord.Indexing;

/// <summary>What the gates found in a tile. Figures are measured also where their gate is off.</summary>
/// <param name="Reason">The first gate that dropped it, of blank, pen and blur; <see cref="DropReason.None"/> when it passed.</param>
/// <param name="Tissue">Share of pixels that are stained, 0 to 1.</param>
/// <param name="Ink">Share of green, blue and red marker, 0 to 1.</param>
/// <param name="Black">Share of black marker, 0 to 1.</param>
/// <param name="Sharpness">
/// Power of the Laplacian of optical density over power of its gradient, the least of full, half and quarter resolution: about 1 to 4 in focus, below 0.4
/// when blurred by 2 pixels. Infinite for a tile without any structure, which cannot be out of focus.
/// </param>
public readonly record struct TileVerdict(DropReason Reason, double Tissue, double Ink, double Black, double Sharpness)
{
    public bool Passed => Reason == DropReason.None;
}
