using System.Globalization;

namespace Concord;

/// <summary>Which pooling fits which output, what it makes of the dimension, and how it is written in one word.</summary>
public static class PoolingRules
{
    private const float DefaultGemPower = 3;

    private static readonly string[] MapModes = ["average", "max", "gem"];
    private static readonly string[] TokenModes = ["average", "max", "gem", "cls", "cls+mean"];
    private static readonly string[] VectorModes = ["none"];

    /// <summary>Modes that an output of this kind ("map", "tokens", "vector") allows.</summary>
    public static IReadOnlyList<string> ModesOf(string outputKind) =>
        outputKind switch { OutputKinds.Map => MapModes, OutputKinds.Tokens => TokenModes, _ => VectorModes };

    /// <summary>
    /// Reads "average", "max", "gem", "cls", "cls+mean" or "none", with "@N" for a grid of N × N bins and ":P" for GeM's exponent:
    /// "average@2", "gem:4". Throws <see cref="ConcordArgumentException"/>.
    /// </summary>
    public static Pooling Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rest, power) = Split(text, ':');
        var (mode, grid) = Split(rest, '@');
        var bins = 1;
        var exponent = 0f;
        var read = (grid is null || int.TryParse(grid, NumberStyles.None, CultureInfo.InvariantCulture, out bins))
            && (power is null || float.TryParse(power, NumberStyles.Float, CultureInfo.InvariantCulture, out exponent));
        if (!read) throw new ConcordArgumentException($"pooling \"{text}\" cannot be read; write average, average@2, max, gem, gem:4, cls, cls+mean or none");
        return new Pooling(mode, bins, exponent);
    }

    /// <summary>The word that <see cref="Parse"/> reads back.</summary>
    public static string Format(Pooling pooling)
    {
        ArgumentNullException.ThrowIfNull(pooling);
        var grid = pooling.Grid > 1 ? $"@{pooling.Grid}" : "";
        var power = pooling.GemPower > 0 ? string.Create(CultureInfo.InvariantCulture, $":{pooling.GemPower}") : "";
        return pooling.Mode + grid + power;
    }

    /// <summary>
    /// The pooling with its defaults filled in, so that equal poolings have equal identities. Throws
    /// <see cref="ConcordArgumentException"/> when the output does not allow it.
    /// </summary>
    internal static Pooling Normalise(Pooling pooling, string outputKind)
    {
        var allowed = ModesOf(outputKind);
        if (!allowed.Contains(pooling.Mode))
        {
            throw new ConcordArgumentException(
                $"pooling \"{pooling.Mode}\" does not fit a model that returns a {outputKind}; it allows {string.Join(", ", allowed)}");
        }

        var most = outputKind == OutputKinds.Map ? 16 : 1;
        if (pooling.Grid < 1 || pooling.Grid > most) throw new ConcordArgumentException($"a pooling grid of {pooling.Grid} is not possible; a {outputKind} allows 1 to {most}");
        if (pooling.Mode != "gem") return pooling with { GemPower = 0 };
        var power = pooling.GemPower == 0 ? DefaultGemPower : pooling.GemPower;
        if (!float.IsFinite(power) || power <= 0) throw new ConcordArgumentException($"a GeM exponent of {power} is not possible; it must be above 0");
        return pooling with { GemPower = power };
    }

    internal static int Dimension(Pooling pooling, int channels) =>
        checked(pooling.Mode == "cls+mean" ? 2 * channels : channels * pooling.Grid * pooling.Grid);

    private static (string Before, string? After) Split(string text, char at)
    {
        var position = text.IndexOf(at, StringComparison.Ordinal);
        return position < 0 ? (text, null) : (text[..position], text[(position + 1)..]);
    }
}
