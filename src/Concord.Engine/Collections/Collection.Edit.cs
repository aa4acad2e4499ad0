namespace Concord;

public sealed partial class Collection
{
    /// <summary>
    /// Gives slides that are in the collection the case, patient, centre, split and labels of these records, and only those labels; slides that
    /// are not in it are passed over. All in one commit.
    /// </summary>
    public void UpdateLabels(IReadOnlyList<SlideRecord> slides)
    {
        ArgumentNullException.ThrowIfNull(slides);
        RequireOnePatientACase(slides);
        var moving = slides.Select(s => s.Name).ToHashSet();
        Changing(() => Writer.Change(change =>
        {
            var edits = new SlideEdits(change);
            var changed = slides.Count(slide => edits.Relabel(slide, moving));
            edits.Prune();
            change.Note("update labels", changed);
            return true;
        }));
    }

    /// <summary>Links radiology to cases that are in the collection; what is linked already stays as it is.</summary>
    public void LinkSeries(IReadOnlyList<SeriesRecord> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        Changing(() => Writer.Change(change =>
        {
            foreach (var item in series) Link(change, item);
            change.Note("link series", series.Count);
            return true;
        }));
    }

    /// <summary>
    /// Removes slides with their tiles; returns how many were there. They are found no more from now on; their vectors leave the disk with the
    /// next compaction. Cases and patients that have no slide left go too.
    /// </summary>
    public int DeleteSlides(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Changing(() => Writer.Change(change => Delete(change, names, "delete slides")));
    }

    /// <summary>Removes a patient with all cases, slides, tiles and links; returns how many slides that were. See <see cref="DeleteSlides"/>.</summary>
    public int DeletePatient(string patient)
    {
        return Changing(() => Writer.Change(change =>
        {
            if (change.Catalog.Read(CatalogSchema.Patients, "WHERE name = $1", patient).Count == 0)
                throw new ConcordNotFoundException($"Patient '{patient}' is not in the collection.");
            var slides = change.Catalog.Rows(
                "SELECT s.name FROM slides s JOIN cases c ON c.id = s.case_id JOIN patients p ON p.id = c.patient WHERE p.name = $1", patient);
            return Delete(change, [.. slides.Select(r => (string)r[0]!)], "delete patient");
        }));
    }

    private static int Delete(CatalogTransaction change, IReadOnlyList<string> names, string operation)
    {
        var edits = new SlideEdits(change);
        var found = names.Distinct().Select(edits.Find).OfType<SlideRow>().ToArray();
        foreach (var slide in found) edits.Remove(slide.Id);
        edits.Prune();
        change.Note(operation, found.Length);
        return found.Length;
    }

    private static void Link(CatalogTransaction change, SeriesRecord item)
    {
        var cases = change.Catalog.Read(CatalogSchema.Cases, "WHERE name = $1", item.Case);
        if (cases.Count == 0) throw new ConcordNotFoundException($"Case '{item.Case}' is not in the collection; index its slides first.");
        var linked = change.Catalog.Number(
            "SELECT id FROM series WHERE case_id = $1 AND modality = $2 AND contrast = $3 AND path = $4", cases[0][0], item.Modality, item.Contrast, item.Path);
        if (linked == 0) change.Catalog.Put(CatalogSchema.Series, change.NewId(), cases[0][0], item.Modality, item.Contrast, item.Path);
    }

    private static void RequireOnePatientACase(IReadOnlyList<SlideRecord> slides)
    {
        foreach (var sameCase in slides.GroupBy(s => s.Case))
            if (sameCase.Select(s => s.Patient).Distinct().Take(2).ToArray() is [var one, var other])
                throw new ConcordArgumentException($"Case '{sameCase.Key}' is given two patients, '{one}' and '{other}'. A case has one patient.");
    }
}
