using System.Globalization;

namespace Concord;

/// <summary>Which graphics processor may be used, and how much of it.</summary>
/// <param name="Ordinal">0 for the first of the machine.</param>
/// <param name="BudgetBytes">Device memory to take at most; 0 = nine tenths of what is free when it is opened.</param>
public sealed record DeviceOptions(int Ordinal = 0, long BudgetBytes = 0)
{
    private const long Gibibyte = 1L << 30;

    /// <summary>
    /// Reads "0", or "0:3.5" with the memory to take at most in GiB; "none" is null, and so is an empty text. Throws <see cref="ConcordArgumentException"/>.
    /// </summary>
    public static DeviceOptions? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text == "none") return null;
        var parts = text.Split(':');
        var gibibytes = 0.0;
        var read = parts.Length <= 2
            & int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            && (parts.Length == 1 || (double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out gibibytes) && gibibytes is > 0 and < 1e6));
        return read ? new DeviceOptions(ordinal, (long)(gibibytes * Gibibyte))
            : throw new ConcordArgumentException($"device \"{text}\" cannot be read; write a number (0), one with the memory to take in GiB (0:3.5), or none");
    }
}
