namespace Concord.Study;

/// <summary>The radiology of hits against the contrasts that any of them has: what a case lacks is said to be missing.</summary>
internal sealed class PackRadiology(IEnumerable<SeriesRecord> all, PackNames names)
{
    internal IReadOnlyList<PackContrast> Contrasts { get; } =
    [
        .. all.Select(series => new PackContrast(series.Modality, series.Contrast)).Distinct()
            .OrderBy(contrast => contrast.Modality, StringComparer.Ordinal).ThenBy(contrast => contrast.Contrast, StringComparer.Ordinal),
    ];

    internal IReadOnlyList<PackSeries> Of(IReadOnlyList<SeriesRecord> own) => [.. Contrasts.SelectMany(contrast => Entries(contrast, own))];

    private IEnumerable<PackSeries> Entries(PackContrast contrast, IReadOnlyList<SeriesRecord> own) => own
        .Where(series => (series.Modality, series.Contrast) == (contrast.Modality, contrast.Contrast))
        .OrderBy(series => series.Path, StringComparer.Ordinal)
        .Select(series => new PackSeries(contrast.Modality, contrast.Contrast, File.Exists(series.Path) ? "linked" : "file not found", names.File(series.Path)))
        .DefaultIfEmpty(new PackSeries(contrast.Modality, contrast.Contrast, "missing", null));
}
