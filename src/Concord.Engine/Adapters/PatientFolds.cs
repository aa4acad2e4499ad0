namespace Concord;

/// <summary>Deals patients to folds, class by class, so that each fold holds about the same share of every class.</summary>
internal static class PatientFolds
{
    /// <summary>The fold of each row. A patient with several labels goes by the first of them.</summary>
    internal static int[] Of(AdapterRows rows, int folds, ulong seed)
    {
        var patients = rows.Patients.Distinct().Count();
        if (folds < 2 || folds > patients) throw new ConcordArgumentException($"{folds} folds cannot be made of {patients} patients; give 2 to {patients}, or 0 for none.");
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Patients.Count; i++) first.TryAdd(rows.Patients[i], rows.Labels[i]);
        var random = new SplitMix(seed);
        var fold = new Dictionary<string, int>(StringComparer.Ordinal);
        var dealt = 0;
        foreach (var group in first.GroupBy(p => p.Value, p => p.Key).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var order = group.Order(StringComparer.Ordinal).Select(patient => (Key: random.Next(), patient)).OrderBy(p => p.Key);
            foreach (var (_, patient) in order) fold[patient] = dealt++ % folds;
        }

        return [.. rows.Patients.Select(p => fold[p])];
    }

    /// <summary>splitmix64: the same numbers in every release, which System.Random does not promise.</summary>
    private sealed class SplitMix(ulong seed)
    {
        internal ulong Next()
        {
            seed += 0x9E3779B97F4A7C15;
            var z = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
