namespace Concord.Cli.Output;

/// <summary>A collection as JSON: what <c>collection create</c>, <c>info</c> and <c>list</c> print.</summary>
internal static class CollectionDocument
{
    internal static object From(CollectionInfo info) => new
    {
        name = CommandLine.CollectionName.Of(info.Path),
        path = info.Path,
        id = info.Id,
        model = info.ModelId,
        patients = info.Patients,
        cases = info.Cases,
        slides = info.Slides,
        tiles = info.Tiles,
        series = info.Series,
        bytes = info.BytesOnDisk,
        labels = info.Labels,
        centres = info.Centres,
        spaces = info.Spaces.Select(From).ToList(),
    };

    /// <summary>What <c>collection verify</c> found.</summary>
    internal static object From(string name, VerifyReport report) => new
    {
        name,
        sound = report.Sound,
        problems = report.Problems,
        files = report.Files,
        rows = report.Rows,
        catalog_rows = report.CatalogRows,
    };

    /// <summary>What <c>collection compact</c> did.</summary>
    internal static object From(string name, CompactReport report) => new
    {
        name,
        rows = report.RowsKept,
        rows_dropped = report.RowsDropped,
        files_removed = report.FilesRemoved,
        bytes_before = report.BytesBefore,
        bytes_after = report.BytesAfter,
        spaces = report.Spaces.Select(From).ToList(),
    };

    internal static object From(SpaceInfo space) => new
    {
        name = space.Name,
        id = space.Identity.Id,
        model = space.Identity.ModelId,
        weights_sha256 = space.Identity.WeightsSha256,
        pooling = space.Identity.Pooling,
        adapter = space.Identity.Adapter,
        dimension = space.Identity.Dimension,
        metric = space.Identity.Metric,
        stored = space.Stored,
        rows = space.Rows,
        tail_rows = space.TailRows,
        dead_rows = space.DeadRows,
        generation = space.Generation,
        generation_rows = space.GenerationRows,
        lists = space.Lists,
        nprobe = space.Nprobe,
        expected_recall = space.ExpectedRecall,
    };
}
