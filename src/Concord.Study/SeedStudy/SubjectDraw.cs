namespace Concord.Study;

/// <summary>One draw of the seed study's design: a tile of each of so many patients a class, dealt to training and test.</summary>
/// <param name="Train">Indices of rows.</param>
/// <param name="Test">Indices of rows; no patient of theirs is in training.</param>
internal sealed record SubjectDraw(IReadOnlyList<int> Train, IReadOnlyList<int> Test)
{
    /// <summary>Throws <see cref="ConcordArgumentException"/> where a class has too few patients.</summary>
    internal static SubjectDraw Of(AdapterRows rows, SubjectDesign design, ulong seed)
    {
        var random = new RandomStream(seed, stream: 0x5EED);
        var classes = rows.Labels.Distinct().Order(StringComparer.Ordinal).ToList();
        if (classes.Count != design.Classes.Count) throw new ConcordArgumentException($"the label has {classes.Count} values; the design has {design.Classes.Count} classes");
        var (used, subjects) = (new HashSet<string>(StringComparer.Ordinal), new List<int>());
        for (var i = 0; i < classes.Count; i++) Take(rows, classes[i], design.Classes[i], random, used, subjects);
        random.Shuffle(subjects);
        return new SubjectDraw(subjects[..^design.Test], subjects[^design.Test..]);
    }

    private static void Take(AdapterRows rows, string label, int count, RandomStream random, HashSet<string> used, List<int> subjects)
    {
        var patients = Enumerable.Range(0, rows.Labels.Count)
            .Where(row => rows.Labels[row] == label && !used.Contains(rows.Patients[row]))
            .GroupBy(row => rows.Patients[row])
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.ToList())
            .ToList();
        if (patients.Count < count) throw new ConcordArgumentException($"class {label} has tiles of {patients.Count} patients that no other class took; the design asks for {count}");
        random.Shuffle(patients);
        foreach (var tiles in patients.Take(count))
        {
            used.Add(rows.Patients[tiles[0]]);
            subjects.Add(tiles[random.Below(tiles.Count)]);
        }
    }
}
