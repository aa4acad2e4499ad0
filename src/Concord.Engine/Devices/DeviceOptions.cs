using System.Globalization;

namespace Concord;

/// <summary>Which graphics processors may be used, and how much of them.</summary>
/// <param name="Ordinal">0 for the first of the machine.</param>
/// <param name="BudgetBytes">Memory to take at most, of each device; 0 = nine tenths of what is free when it is opened.</param>
public sealed record DeviceOptions(int Ordinal = 0, long BudgetBytes = 0)
{
    private const long Gibibyte = 1L << 30;
    private const string Half = "float16";

    /// <summary>Further devices: indexed rows are spread evenly over all of them; everything else is done by the first one.</summary>
    public IReadOnlyList<int> More { get; init; } = [];

    /// <summary>Hold float32 rows in half the memory. Hits and distances stay the same; the CPU decides between those that lie near enough.</summary>
    public bool Float16 { get; init; }

    /// <summary>All of them, the first one first.</summary>
    internal int[] Ordinals => [Ordinal, .. More];

    /// <summary>
    /// Reads "0", "0,1" for several, and behind it, each after a colon, the memory to take at most in GiB and "float16": "0,1:3.5:float16". "none" is null, and so is an
    /// empty text. Throws <see cref="ConcordArgumentException"/>.
    /// </summary>
    public static DeviceOptions? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text == "none") return null;
        var parts = text.Split(':');
        var half = parts.Length > 1 && parts[^1] == Half;
        var memory = parts[1..(half ? ^1 : ^0)];
        if (memory.Length <= 1 && Numbers(parts[0]) is { } ordinals && Bytes(memory) is { } bytes) return new DeviceOptions(ordinals[0], bytes) { More = ordinals[1..], Float16 = half };
        throw new ConcordArgumentException(
            $"device \"{text}\" cannot be read; write a number (0), several (0,1), behind it the memory to take of each in GiB (0:3.5) and {Half} (0:{Half}, 0:3.5:{Half}), or none");
    }

    /// <summary>Null for what are no numbers, or the same one twice.</summary>
    private static int[]? Numbers(string text)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || numbers.Contains(number)) return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static long? Bytes(string[] gibibytes)
    {
        if (gibibytes.Length == 0) return 0;
        return double.TryParse(gibibytes[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1e6 ? (long)(number * Gibibyte) : null;
    }
}
