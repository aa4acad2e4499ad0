namespace Concord.Study;

/// <summary>Turns densities into colour: Beer–Lambert with a centre's stain vectors, its scanner's blur, light and noise.</summary>
internal static class StainComposer
{
    /// <summary>Pixels that share one sample of the section's thickness.</summary>
    private const int ThicknessStep = 8;

    private static readonly StainVector Haemoglobin = new(0.16f, 0.92f, 0.72f);

    internal static byte[] Compose(TissueCanvas canvas, CentreStyle style, NoiseField noise, RandomStream random)
    {
        for (var i = 0; i < style.BlurPasses; i++)
        {
            Blur(canvas.Haematoxylin, canvas.Side);
            Blur(canvas.Eosin, canvas.Side);
        }

        var pixels = new byte[canvas.Side * canvas.Side * 3];
        var (haematoxylin, eosin) = (style.Haematoxylin.Times(style.HaematoxylinAmount), style.Eosin.Times(style.EosinAmount));
        var (ox, oy) = (random.Between(0f, 200f), random.Between(0f, 200f));
        for (var y = 0; y < canvas.Side; y++)
        {
            var thickness = 1f;
            for (var x = 0; x < canvas.Side; x++)
            {
                var at = (y * canvas.Side) + x;
                if (x % ThicknessStep == 0) thickness = 1f + (0.07f * noise.At(ox + (x * 0.004f), oy + (y * 0.004f)));
                var (h, e, b) = (canvas.Haematoxylin[at] * thickness, canvas.Eosin[at] * thickness, canvas.Blood[at]);
                var bits = random.Next();
                pixels[at * 3] = Shade(style.White.Red, (h * haematoxylin.Red) + (e * eosin.Red) + (b * Haemoglobin.Red), style, bits);
                pixels[(at * 3) + 1] = Shade(
                    style.White.Green, (h * haematoxylin.Green) + (e * eosin.Green) + (b * Haemoglobin.Green), style, bits >> 16);
                pixels[(at * 3) + 2] = Shade(
                    style.White.Blue, (h * haematoxylin.Blue) + (e * eosin.Blue) + (b * Haemoglobin.Blue), style, bits >> 32);
            }
        }

        return pixels;
    }

    private static byte Shade(float white, float density, CentreStyle style, ulong bits)
    {
        var grain = ((bits & 0xFFFF) * (2f / 65535f)) - 1f;
        return (byte)Math.Clamp((white * StableMath.Transmittance(density)) + (style.Noise * grain) + 0.5f, 0f, 255f);
    }

    /// <summary>One pass of 1-2-1 along rows, one along columns.</summary>
    private static void Blur(float[] plane, int side)
    {
        var row = new float[side];
        for (var y = 0; y < side; y++) BlurLine(plane, y * side, 1, row);
        for (var x = 0; x < side; x++) BlurLine(plane, x, side, row);
    }

    private static void BlurLine(float[] plane, int start, int step, float[] line)
    {
        for (var i = 0; i < line.Length; i++) line[i] = plane[start + (i * step)];
        for (var i = 1; i < line.Length - 1; i++)
            plane[start + (i * step)] = (0.25f * (line[i - 1] + line[i + 1])) + (0.5f * line[i]);
    }
}
