namespace Concord.Study;

/// <summary>
/// Functions made of +, −, ×, ÷ and square root alone. IEEE 754 fixes those to the bit; sine and exponential differ between C libraries,
/// and with them would the pixels.
/// </summary>
internal static class StableMath
{
    private const int TableStep = 1024;
    private static readonly float[] TransmittanceTable = MakeTransmittance();

    /// <summary>sin(2πt) within 0.0012: a parabola and its correction.</summary>
    internal static float SinTurns(float t)
    {
        t -= MathF.Floor(t + 0.5f);
        var y = (8f * t) - (16f * t * MathF.Abs(t));
        return y + (0.225f * ((y * MathF.Abs(y)) - y));
    }

    /// <summary>cos(2πt) within 0.0012.</summary>
    internal static float CosTurns(float t) => SinTurns(t + 0.25f);

    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, smooth between.</summary>
    internal static float SmoothStep(float low, float high, float x)
    {
        var t = Math.Clamp((x - low) / (high - low), 0f, 1f);
        return t * t * (3f - (2f * t));
    }

    internal static float Mix(float a, float b, float t) => a + ((b - a) * t);

    /// <summary>e^(−density), the share of light that passes (Beer–Lambert), in steps of 1/1024 of density; densities above 6 count as 6.</summary>
    internal static float Transmittance(float density) =>
        TransmittanceTable[Math.Clamp((int)((density * TableStep) + 0.5f), 0, TransmittanceTable.Length - 1)];

    /// <summary>e^(−x²/2), by the same table.</summary>
    internal static float Bell(float x) => Transmittance(0.5f * x * x);

    private static float[] MakeTransmittance()
    {
        const double OneStep = 0.99902391418197566; // e^(−1/1024)
        var table = new float[6 * TableStep];
        var value = 1.0;
        for (var i = 0; i < table.Length; i++, value *= OneStep) table[i] = (float)value;
        return table;
    }
}
