namespace Concord.Study;

/// <summary>The colour map viridis (van der Walt and Smith, matplotlib): perceptually uniform, legible in grey and with colour-blindness.</summary>
public static class Viridis
{
    private static readonly (byte R, byte G, byte B)[] Anchors =
    [
        (0x44, 0x01, 0x54), (0x47, 0x2d, 0x7b), (0x3b, 0x52, 0x8b), (0x2c, 0x72, 0x8e), (0x21, 0x91, 0x8c), (0x28, 0xae, 0x80), (0x5e, 0xc9, 0x62),
        (0xad, 0xdc, 0x30), (0xfd, 0xe7, 0x25),
    ];

    /// <summary>The colour of a share of 0 (dark violet) to 1 (yellow).</summary>
    public static (byte R, byte G, byte B) At(double share)
    {
        var at = Math.Clamp(share, 0, 1) * (Anchors.Length - 1);
        var below = Math.Min((int)at, Anchors.Length - 2);
        var (a, b, part) = (Anchors[below], Anchors[below + 1], at - below);
        return (Mix(a.R, b.R), Mix(a.G, b.G), Mix(a.B, b.B));

        byte Mix(byte from, byte to) => (byte)Math.Round(from + (part * (to - from)));
    }
}
