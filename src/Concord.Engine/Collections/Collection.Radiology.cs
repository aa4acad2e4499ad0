namespace Concord;

public sealed partial class Collection
{
    /// <summary>The spaces of radiology, the first created first.</summary>
    public IReadOnlyList<Space> RadiologySpaces => [.. Spaces.Where(space => space.Identity.Series is not null)];

    /// <summary>All radiology linked to cases, in the order it was linked.</summary>
    public IReadOnlyList<SeriesRecord> LinkedSeries() => Reading(read =>
        SeriesReader.Of(read.Catalog, read.Catalog.Rows("SELECT id FROM cases ORDER BY id").Select(r => (long)r[0]!)).Values.SelectMany(own => own).ToArray());

    /// <summary>The patient of every case, those of radiology alone included.</summary>
    public IReadOnlyDictionary<string, string> CasePatients() => Reading(read =>
    {
        var patients = read.Catalog.Read(CatalogSchema.Patients).ToDictionary(r => (long)r[0]!, r => (string)r[1]!);
        return read.Catalog.Read(CatalogSchema.Cases).ToDictionary(r => (string)r[1]!, r => patients[(long)r[2]!]);
    });

    /// <summary>Every item of radiology that was embedded, in order of id; its labels "modality" and "contrast" say what it is.</summary>
    public IReadOnlyList<TileInfo> SeriesItems() => Reading(read => TileReader.All(read, null, SeriesOf).Where(tile => tile.SlideInfo.IsSeries).ToArray());

    /// <summary>
    /// Cases like a case, by tissue, by radiology or by both: each vector given ranks the cases by their nearest item, and the rankings are fused by
    /// reciprocal rank. See <see cref="CaseQuery"/>.
    /// </summary>
    public CaseAnswer SearchCases(CaseQuery query, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new CaseSearch(this, query.Checked()).Answer(ct);
    }

    private static void RequireKind(Space space, IReadOnlyList<TileRecord> tiles)
    {
        var radiology = space.Identity.Series is not null;
        var wrong = tiles.FirstOrDefault(tile => SeriesName.IsSeries(tile.Slide.Name) != radiology);
        if (wrong is not null) throw new ConcordArgumentException(radiology
            ? $"Space '{space.Name}' is of radiology; slide '{wrong.Slide.Name}' is of tissue and goes into another space."
            : $"Slide '{wrong.Slide.Name}' has the name of a series of radiology; rename it, or index it into a space of radiology.");
    }
}
