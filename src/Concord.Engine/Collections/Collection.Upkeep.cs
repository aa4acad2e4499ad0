namespace Concord;

public sealed partial class Collection
{
    private readonly Lock _upkeep = new();

    /// <summary>Compacts every space; see the other form.</summary>
    public CompactReport Compact(IProgress<Progress>? progress = null, CancellationToken ct = default) => Compact(null, progress, ct);

    /// <summary>
    /// Gathers the rows of `space` (null: of every space) into a new generation, flat when small, inverted lists when large, and drops deleted
    /// vectors from the disk. Searches and appends go on meanwhile. A compaction that is cut off leaves everything as it was.
    /// </summary>
    public CompactReport Compact(Space? space, IProgress<Progress>? progress, CancellationToken ct)
    {
        lock (_upkeep)
        {
            return FileErrors.Translate(Path, () =>
            {
                var before = BytesOfVectors();
                var compaction = new Compaction(Writer, _readers, _views);
                var done = (space is null ? Spaces : [space]).Select(s => compaction.Run(s, progress, ct)).ToArray();
                Writer.Alone(() => Writer.Catalog.Rows("PRAGMA wal_checkpoint(TRUNCATE)"));
                return new CompactReport(done.Sum(d => d?.Kept ?? 0), done.Sum(d => d?.Dropped ?? 0), done.Sum(d => d?.Files ?? 0),
                    before, BytesOfVectors(), Info().Spaces);
            });
        }
    }

    /// <summary>
    /// Reads every file against its checksums and the parts of the catalogue against each other. Damage is in the report, not thrown;
    /// what cannot be opened at all throws as opening does.
    /// </summary>
    public VerifyReport Verify(IProgress<Progress>? progress = null, CancellationToken ct = default) =>
        Reading(read => new Verification(_folder, read, progress, ct).Run());

    /// <summary>Records what an indexing run cost, for <see cref="IndexingCost"/>: slides that it added to the space, and how long it took.</summary>
    public void RecordIndexing(Space space, int slides, TimeSpan took)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (slides <= 0) return;
        Changing(() => Writer.Change(change =>
        {
            change.Note(IndexedSlides(space), slides);
            change.Note(IndexedMilliseconds(space), (long)Math.Ceiling(took.TotalMilliseconds));
            return true;
        }));
    }

    /// <summary>What the recorded runs came to: slides and time together; null when no run is recorded, as of imported vectors.</summary>
    public (long Slides, TimeSpan Took)? IndexingCost(Space space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Reading(read =>
        {
            var slides = Noted(read, IndexedSlides(space));
            return slides == 0 ? ((long, TimeSpan)?)null : (slides, TimeSpan.FromMilliseconds(Noted(read, IndexedMilliseconds(space))));
        });
    }

    private static long Noted(ReadTransaction read, string operation) => read.Catalog.Number("SELECT coalesce(sum(count), 0) FROM audit WHERE operation = $1", operation);

    private static string IndexedSlides(Space space) => $"index slides, space {space.Number}";

    private static string IndexedMilliseconds(Space space) => $"index milliseconds, space {space.Number}";

    private long BytesOfVectors() => new DirectoryInfo(_folder.Spaces).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
