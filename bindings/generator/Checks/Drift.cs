namespace Concord.Bindings.Checks;

/// <summary>Where the committed output differs from what the headers give now.</summary>
internal static class Drift
{
    private const int Shown = 5;

    /// <summary>A short account for each file that differs; empty when all is as it should be.</summary>
    public static IReadOnlyList<string> Find(string root, IReadOnlyDictionary<string, string> outputs) =>
        [.. outputs.SelectMany(o => Compare(o.Key, Path.Combine(root, o.Key), o.Value))];

    private static IEnumerable<string> Compare(string name, string path, string expected)
    {
        if (!File.Exists(path)) return [$"{name}: is missing"];
        var actual = File.ReadAllText(path);
        return actual == expected ? [] : Differences(name, actual.Split('\n'), expected.Split('\n'));
    }

    private static IEnumerable<string> Differences(string name, string[] actual, string[] expected)
    {
        var head = 0;
        while (head < actual.Length && head < expected.Length && actual[head] == expected[head]) head++;
        var tail = 0;
        while (tail < Math.Min(actual.Length, expected.Length) - head && actual[^(tail + 1)] == expected[^(tail + 1)]) tail++;
        yield return $"{name}: differs from line {head + 1} on";
        foreach (var line in Cut(actual[head..^tail])) yield return "  - " + line;
        foreach (var line in Cut(expected[head..^tail])) yield return "  + " + line;
    }

    private static IEnumerable<string> Cut(string[] lines) =>
        lines.Length <= Shown ? lines : lines.Take(Shown).Append($"… {lines.Length - Shown} more lines");
}
