namespace Concord;

/// <summary>Labelled vectors to train on.</summary>
/// <param name="Vectors">n x d, row-major.</param>
/// <param name="Labels">The label of each row.</param>
/// <param name="Patients">The patient of each row: rows of one patient are never on both sides of a fold.</param>
public sealed record AdapterRows(ReadOnlyMemory<float> Vectors, IReadOnlyList<string> Labels, IReadOnlyList<string> Patients)
{
    /// <summary>Labels in ordinal order: their places are the classes.</summary>
    internal string[] Classes => [.. Labels.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Throws <see cref="ConcordArgumentException"/> unless a network can learn from these rows; returns d.</summary>
    internal int Check()
    {
        if (Labels.Count == 0) throw new ConcordArgumentException("There are no labelled vectors to train on.");
        if (Patients.Count != Labels.Count || Vectors.Length % Labels.Count != 0)
            throw new ConcordArgumentException($"{Labels.Count} labels, {Patients.Count} patients and {Vectors.Length} elements do not make rows.");
        var classes = Classes;
        if (classes.Length < 2) throw new ConcordArgumentException($"All {Labels.Count} vectors have the label \"{classes[0]}\"; an adapter learns to tell at least two labels apart.");
        foreach (var label in classes)
        {
            var patients = Patients.Where((_, i) => Labels[i] == label).Distinct().Count();
            if (patients < 2)
                throw new ConcordArgumentException($"Label \"{label}\" has one patient only; at least two are needed, or the adapter learns the patient. Add more, or leave the label out.");
        }

        return Vectors.Length / Labels.Count;
    }

    internal AdapterRows Subset(IReadOnlyList<int> rows)
    {
        var d = Vectors.Length / Labels.Count;
        var vectors = new float[rows.Count * d];
        for (var i = 0; i < rows.Count; i++) Vectors.Span.Slice(rows[i] * d, d).CopyTo(vectors.AsSpan(i * d));
        return new AdapterRows(vectors, [.. rows.Select(r => Labels[r])], [.. rows.Select(r => Patients[r])]);
    }
}
