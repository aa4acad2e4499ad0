namespace Concord;

/// <summary>The words of a condition that are not labels.</summary>
internal static class FilterNames
{
    internal static readonly IReadOnlyList<string> BuiltIn = ["patient", "case", "slide", "centre", "split"];

    internal static bool IsBuiltIn(string name) => BuiltIn.Contains(name, StringComparer.OrdinalIgnoreCase);

    internal static string Column(string name) => name.ToLowerInvariant() switch
    {
        "patient" => "p.name",
        "case" => "c.name",
        "slide" => "s.name",
        "centre" => "s.centre",
        "split" => "s.split",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
