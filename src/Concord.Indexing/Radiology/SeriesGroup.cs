using System.Text.RegularExpressions;

namespace Concord.Indexing;

/// <summary>A series: the files of one case, modality and contrast, in the order of their names.</summary>
/// <param name="Case">The case.</param>
/// <param name="Patient">Its patient.</param>
/// <param name="Rows">One a slice, at least one.</param>
internal sealed record SeriesGroup(string Case, string Patient, IReadOnlyList<SeriesRow> Rows)
{
    private SeriesRecord First => Rows[0].Series;

    internal static List<SeriesGroup> Of(IEnumerable<SeriesRow> rows, IReadOnlyDictionary<string, string> patients) => [.. rows
        .GroupBy(row => (row.Series.Case, row.Series.Modality, row.Series.Contrast))
        .Select(group => new SeriesGroup(
            group.Key.Case, patients.GetValueOrDefault(group.Key.Case) ?? group.First().Patient ?? group.Key.Case,
            [.. group.DistinctBy(row => row.Series.Path).OrderBy(row => Natural(row.Series.Path), StringComparer.Ordinal)]))];

    /// <summary>The items that the series is stored as: itself, or each slice.</summary>
    internal IReadOnlyList<SlideRecord> Items(SeriesInput input) => input.KeepsSlices
        ? [.. Rows.Select((row, i) => Item(SeriesName.Of(Case, First.Modality, First.Contrast, Rows.Count > 1 ? i + 1 : null), SourceFile.Of(row.Series.Path)))]
        : [Item(SeriesName.Of(Case, First.Modality, First.Contrast), Whole())];

    /// <summary>A key by which slice 10 comes behind slice 9.</summary>
    private static string Natural(string path) => Regex.Replace(path, "[0-9]+", number => number.Value.PadLeft(20, '0'), RegexOptions.CultureInvariant);

    /// <summary>The middle slice stands for the series when it is shown; its length and time are those of all files, so that a change of any is noticed.</summary>
    private SourceFile Whole()
    {
        var files = Rows.Select(row => SourceFile.Of(row.Series.Path)).ToList();
        return new SourceFile(files[files.Count / 2].Path, files.Sum(file => file.Length), files.Max(file => file.ModifiedUtcTicks));
    }

    private SlideRecord Item(string name, SourceFile source) => new(name, Case, Patient)
    {
        Labels = new Dictionary<string, string>(Rows[0].Labels) { ["modality"] = First.Modality, ["contrast"] = First.Contrast },
        Source = source,
    };
}
