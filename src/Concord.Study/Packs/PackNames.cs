using System.Text.RegularExpressions;

namespace Concord.Study;

/// <summary>
/// What a pack calls patients and files. By default patients are numbered in the order they occur, their names are put out of the names of slides,
/// cases and files, and files go by their name alone.
/// </summary>
internal sealed class PackNames(bool withPaths)
{
    /// <summary>Shorter names ("1", "A") occur in labels without meaning the patient.</summary>
    private const int LeastInLabels = 4;

    private readonly Dictionary<string, string> _patients = new(StringComparer.Ordinal);
    private readonly List<(Regex Pattern, string Number, bool InLabels)> _replaced = [];

    /// <summary>Makes a patient known. Where nobody named one, it has the slide's name, and that is no secret.</summary>
    internal string Patient(string patient, string caseName, string slide)
    {
        if (withPaths) return patient;
        if (_patients.TryGetValue(patient, out var number)) return number;
        _patients.Add(patient, number = $"patient {_patients.Count + 1}");
        if (patient != caseName || caseName != slide) Replace(patient, number);
        return number;
    }

    internal string Of(string name) => withPaths ? name : _replaced.Aggregate(name, (text, one) => one.Pattern.Replace(text, one.Number));

    internal string? File(string? path) => path is null || withPaths ? path : Of(Path.GetFileName(path));

    internal string Label(string value) => withPaths ? value
        : _replaced.Where(one => one.InLabels).Aggregate(value, (text, one) => one.Pattern.Replace(text, one.Number));

    internal IReadOnlyDictionary<string, string> Labels(IReadOnlyDictionary<string, string> labels) =>
        new SortedDictionary<string, string>(labels.ToDictionary(label => label.Key, label => Label(label.Value)), StringComparer.Ordinal);

    /// <summary>A condition that speaks of patients names them.</summary>
    internal string? Condition(string? where) => where is null || withPaths ? where
        : where.Contains("patient", StringComparison.OrdinalIgnoreCase) ? "(a condition that names patients)" : Of(where);

    private void Replace(string patient, string number)
    {
        var pattern = new Regex($@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(patient)}(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        _replaced.Add((pattern, number, patient.Length >= LeastInLabels));
        // A name may begin with another.
        _replaced.Sort((a, b) => b.Pattern.ToString().Length.CompareTo(a.Pattern.ToString().Length));
    }
}
