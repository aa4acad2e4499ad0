using System.Text.RegularExpressions;

namespace Concord.Study;

/// <summary>
/// What a pack calls patients and files. By default patients are numbered in the order they occur, their names are put out of the names of slides,
/// cases and files, and files go by their name alone. Make all patients known before asking for names.
/// </summary>
internal sealed class PackNames(bool withPaths)
{
    /// <summary>Shorter names ("1", "A") occur in labels without meaning the patient.</summary>
    private const int LeastInLabels = 4;

    private readonly Dictionary<string, string> _patients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _replaced = new(StringComparer.OrdinalIgnoreCase);
    private Regex? _anywhere, _inLabels;

    /// <summary>Makes a patient known. Where nobody named one, it has the slide's name, and that is no secret.</summary>
    internal string Patient(string patient, string caseName, string slide)
    {
        if (withPaths) return patient;
        if (_patients.TryGetValue(patient, out var number)) return number;
        _patients.Add(patient, number = $"patient {_patients.Count + 1}");
        if ((patient != caseName || caseName != slide) && _replaced.TryAdd(patient, number)) (_anywhere, _inLabels) = (null, null);
        return number;
    }

    internal string Of(string name) => withPaths ? name : Replace(name, _anywhere ??= Pattern(_replaced.Keys));

    internal string? File(string? path) => path is null || withPaths ? path : Of(Path.GetFileName(path));

    internal string Label(string value) => withPaths ? value
        : Replace(value, _inLabels ??= Pattern(_replaced.Keys.Where(patient => patient.Length >= LeastInLabels)));

    internal IReadOnlyDictionary<string, string> Labels(IReadOnlyDictionary<string, string> labels) =>
        new SortedDictionary<string, string>(labels.ToDictionary(label => label.Key, label => Label(label.Value)), StringComparer.Ordinal);

    /// <summary>A condition that speaks of patients names them.</summary>
    internal string? Condition(string? where) => where is null || withPaths ? where
        : where.Contains("patient", StringComparison.OrdinalIgnoreCase) ? "(a condition that names patients)" : Of(where);

    private string Replace(string text, Regex pattern) => pattern.Replace(text, match => _replaced[match.Value]);

    /// <summary>Whole words, the longest first, since a name may begin with another; in one pass, since numbers may be names.</summary>
    private static Regex Pattern(IEnumerable<string> patients)
    {
        var any = string.Join('|', patients.OrderByDescending(patient => patient.Length).Select(Regex.Escape));
        return new Regex(any.Length == 0 ? "(?!)" : $@"(?<![\p{{L}}\p{{N}}])(?:{any})(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}
