namespace Concord;

/// <summary>
/// Names of series among the slides. A series is stored as a slide of one tile (of each slice, where slices stay apart) whose name begins with
/// "series:", which no other slide's may; only spaces of radiology hold its vectors.
/// </summary>
public static class SeriesName
{
    private const string Prefix = "series:";

    /// <summary>A condition in SQL on a slide's name.</summary>
    internal const string IsTissueSql = "substr(name, 1, 7) <> 'series:'";

    public static bool IsSeries(string slideName)
    {
        ArgumentNullException.ThrowIfNull(slideName);
        return slideName.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>series:CASE/MODALITY/CONTRAST, and #N behind it for the Nth slice; signs that part these are written %25, %2F and %23.</summary>
    public static string Of(string caseName, string modality, string contrast, int? slice = null) =>
        $"{Prefix}{Escape(caseName)}/{Escape(modality)}/{Escape(contrast)}{(slice is { } n ? $"#{n}" : "")}";

    /// <summary>The series that a slice is of; other names as they are.</summary>
    internal static string WithoutSlice(string name) => name.LastIndexOf('#') is >= 0 and var cut && IsSeries(name) ? name[..cut] : name;

    private static string Escape(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
    }
}
