namespace Concord.Indexing;

/// <summary>Joins the images found with what the label table says of them.</summary>
internal sealed class IndexPlanner(LabelTable? labels, IndexOptions options)
{
    private const string Label = "label";

    private readonly HashSet<LabelRow> _used = [];
    private int _unlabelled;

    internal IndexPlan Plan(IReadOnlyList<FoundImage> images)
    {
        RefuseClashes(images);
        var slides = images.Select(Planned).ToList();
        var missing = Missing([.. images.Select(image => image.Root).Distinct()]);
        List<string> warnings = [.. labels?.Problems ?? []];
        if (_unlabelled > 0) warnings.Add($"{_unlabelled} of {images.Count} images have no row in {labels!.Path}");
        return new IndexPlan(slides, missing, warnings, options);
    }

    private static void RefuseClashes(IReadOnlyList<FoundImage> images)
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            if (byName.TryAdd(image.Name, image.Path)) continue;
            throw new ConcordArgumentException($"two images would have the name {image.Name}: {byName[image.Name]} and {image.Path}; index a folder above both");
        }
    }

    private PlannedSlide Planned(FoundImage image)
    {
        var row = Row(image);
        if (row is null && labels is not null) _unlabelled++;
        if (row is not null) _used.Add(row);
        var named = row is null ? FromFolder(image) : Renamed(row, image.Name);
        return new PlannedSlide(image.Path, named with { Mpp = options.Mpp, Source = SourceFile.Of(image.Path) }, InTable: row is not null);
    }

    private LabelRow? Row(FoundImage image) => labels is null ? null :
        labels.FindRow(Path.GetRelativePath(labels.Folder, image.Path)) ?? labels.FindRow(image.Name) ?? labels.FindRow(image.Path);

    private static SlideRecord Renamed(LabelRow row, string name)
    {
        // Case and patient that stand for the file itself follow its name.
        var record = row.Record;
        return record with
        {
            Name = name,
            Case = record.Case == record.Name ? name : record.Case,
            Patient = record.Patient == record.Name ? name : record.Patient,
        };
    }

    private static SlideRecord FromFolder(FoundImage image)
    {
        var slash = image.Name.IndexOf('/', StringComparison.Ordinal);
        var record = new SlideRecord(image.Name, image.Name, image.Name);
        return slash < 0 ? record : record with { Labels = new Dictionary<string, string> { [Label] = image.Name[..slash] } };
    }

    /// <summary>Rows that named no image found, and whose file is neither beside the table nor below any root. A part of a set may be indexed.</summary>
    private List<SkippedFile> Missing(IReadOnlyList<string> roots)
    {
        if (labels is null) return [];
        string[] folders = [labels.Folder, .. roots];
        return [.. labels.Rows
            .Where(row => !_used.Contains(row) && !folders.Any(folder => File.Exists(Path.Combine(folder, row.File))))
            .OrderBy(row => row.Line)
            .Select(row => new SkippedFile(row.File, $"{labels.Path} names it on line {row.Line}, but there is no such file"))];
    }
}
