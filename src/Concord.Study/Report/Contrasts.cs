namespace Concord.Study;

/// <summary>Linked series as pictures, in one order for all cases, so that a contrast that one lacks is a gap in its place.</summary>
public static class Contrasts
{
    /// <summary>The names that occur: the seed study's four in its order, others behind them by the alphabet.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<SeriesRecord> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return [.. series.Select(item => item.Contrast).Distinct(StringComparer.Ordinal).OrderBy(Place).ThenBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>One a contrast; where there are several slices, the middle one.</summary>
    public static IReadOnlyList<SeriesExample> Examples(IEnumerable<SeriesRecord> series, IReadOnlyList<string> contrasts, int longestSide)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(contrasts);
        var own = series.ToLookup(item => item.Contrast, StringComparer.Ordinal);
        return [.. contrasts.Select(contrast =>
        {
            var slices = own[contrast].ToList();
            return slices.Count == 0 ? new SeriesExample(contrast, null) : Example(contrast, slices[slices.Count / 2].Path, longestSide);
        })];
    }

    private static SeriesExample Example(string contrast, string path, int longestSide) =>
        ReportPicture.ReadSeries(path, longestSide) is { } picture ? new SeriesExample(contrast, picture) : new SeriesExample(contrast, null, File.Exists(path) ? "not readable" : "file not found");

    /// <summary>By what the seed study and the usual data sets call its four contrasts.</summary>
    private static int Place(string contrast) => contrast.ToUpperInvariant() switch
    {
        "T1" or "T1PRE" or "T1W" => 0,
        "T1 POST-CONTRAST" or "T1CE" or "T1POST" or "T1GD" or "T1C" => 1,
        "T2" or "T2W" => 2,
        "FLAIR" or "T2-FLAIR" or "T2 FLAIR" => 3,
        _ => 4,
    };
}
