namespace Concord;

/// <summary>Patients and cases: found by name or added, moved where the labels say so, removed when nothing is left below them.</summary>
internal sealed class HierarchyEdits(CatalogTransaction change)
{
    private readonly CatalogConnection _catalog = change.Catalog;

    /// <summary>The id of the case, added when new. A case moves to another patient only when none of its slides outside `moving` stays behind.</summary>
    internal long Case(string name, string patient, IReadOnlySet<string> moving)
    {
        RequireName(name, "case");
        var patientId = Patient(patient);
        var rows = _catalog.Read(CatalogSchema.Cases, "WHERE name = $1", name);
        if (rows.Count > 0 && (long)rows[0][2]! == patientId) return (long)rows[0][0]!;
        var id = rows.Count > 0 ? (long)rows[0][0]! : change.NewId();
        if (rows.Count > 0) RequireMovable(id, name, patient, moving);
        _catalog.Put(CatalogSchema.Cases, id, name, patientId);
        return id;
    }

    /// <summary>Removes cases without slides, with their series and labels, then patients without cases.</summary>
    internal void Prune()
    {
        const string emptyCases = "SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM slides)";
        const string emptyPatients = "SELECT id FROM patients WHERE id NOT IN (SELECT patient FROM cases)";
        _catalog.Execute($"DELETE FROM labels WHERE level = $1 AND owner IN ({emptyCases})", (long)LabelLevel.Case);
        _catalog.Execute($"DELETE FROM series WHERE case_id IN ({emptyCases})");
        _catalog.Execute("DELETE FROM cases WHERE id NOT IN (SELECT case_id FROM slides)");
        _catalog.Execute($"DELETE FROM labels WHERE level = $1 AND owner IN ({emptyPatients})", (long)LabelLevel.Patient);
        _catalog.Execute("DELETE FROM patients WHERE id NOT IN (SELECT patient FROM cases)");
    }

    internal static void RequireName(string name, string what)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ConcordArgumentException($"A {what} needs a name.");
    }

    private long Patient(string name)
    {
        RequireName(name, "patient");
        var rows = _catalog.Read(CatalogSchema.Patients, "WHERE name = $1", name);
        if (rows.Count > 0) return (long)rows[0][0]!;
        var id = change.NewId();
        _catalog.Put(CatalogSchema.Patients, id, name);
        return id;
    }

    private void RequireMovable(long id, string name, string patient, IReadOnlySet<string> moving)
    {
        foreach (var slide in _catalog.Read(CatalogSchema.Slides, "WHERE case_id = $1", id).Select(r => (string)r[1]!))
            // Series have no labels.csv of their own: they go where their case goes.
            if (!moving.Contains(slide) && !SeriesName.IsSeries(slide)) throw new ConcordArgumentException(
                $"Case '{name}' cannot belong to patient '{patient}': its slide '{slide}' belongs to another. A case has one patient.");
    }
}
