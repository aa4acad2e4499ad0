namespace Concord.Study;

/// <summary>Draws the four MRI-like contrasts of a case: one head, one lesion, four greys.</summary>
internal static class MriPainter
{
    internal const int Side = 256;
    private const ulong HeadStream = 30_000;

    /// <summary>Grey images by contrast, row-major, one byte a pixel, in the order of <see cref="MriContrast.All"/>.</summary>
    internal static IReadOnlyList<byte[]> Paint(CohortCase subject, ulong seed)
    {
        var random = new RandomStream(seed, HeadStream + (ulong)subject.Number);
        var noise = new NoiseField(random);
        var head = new Head(noise, random);
        var lesion = new Lesion(subject, noise, random);
        var (heads, lesions) = Tissues(head, lesion);
        return [.. MriContrast.All.Select(contrast => Slice(contrast, heads, lesions, noise, random))];
    }

    private static (HeadTissue[] Heads, LesionTissue[] Lesions) Tissues(Head head, Lesion lesion)
    {
        var heads = new HeadTissue[Side * Side];
        var lesions = new LesionTissue[Side * Side];
        for (var at = 0; at < heads.Length; at++)
        {
            var x = ((at % Side) + 0.5f - (Side / 2)) / (Side / 2);
            var y = ((at / Side) + 0.5f - (Side / 2)) / (Side / 2);
            var radius = head.Radius(x, y);
            if (radius > 1.02f) continue;
            var (ox, oy) = radius < 0.8f ? lesion.Origin(x, y) : (x, y);
            heads[at] = head.At(ox, oy);
            if (radius < 0.87f) lesions[at] = lesion.At(x, y);
        }

        return (heads, lesions);
    }

    private static byte[] Slice(MriContrast contrast, HeadTissue[] heads, LesionTissue[] lesions, NoiseField noise, RandomStream random)
    {
        var signal = new float[heads.Length];
        var (slope, tilt, gain) = (0.08f * random.Normal(), 0.08f * random.Normal(), 1f + (0.05f * random.Normal()));
        for (var at = 0; at < signal.Length; at++)
        {
            var (x, y) = (at % Side, at / Side);
            var coil = gain * (1f + (slope * ((x / 128f) - 1f)) + (tilt * ((y / 128f) - 1f)));
            var texture = 1f + (0.05f * noise.At(x * 0.16f, y * 0.16f));
            signal[at] = contrast.Signal(heads[at], lesions[at]) * coil * texture;
        }

        return Grey(signal, random);
    }

    /// <summary>A light blur, as a scanner's finite resolution gives, then the noise of its magnitude images.</summary>
    private static byte[] Grey(float[] signal, RandomStream random)
    {
        var grey = new byte[signal.Length];
        for (var at = 0; at < grey.Length; at++)
        {
            var (left, right) = (Math.Max(0, at - 1), Math.Min(signal.Length - 1, at + 1));
            var (above, below) = (Math.Max(0, at - Side), Math.Min(signal.Length - 1, at + Side));
            var blurred = (0.5f * signal[at]) + (0.125f * (signal[left] + signal[right] + signal[above] + signal[below]));
            var noisy = MathF.Abs(blurred + (0.035f * (random.Uniform() + random.Uniform() - 1f)));
            grey[at] = (byte)Math.Clamp((noisy * 255f) + 0.5f, 0f, 255f);
        }

        return grey;
    }
}
