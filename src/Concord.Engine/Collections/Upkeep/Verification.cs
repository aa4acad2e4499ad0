using Concord.Interop;

namespace Concord;

/// <summary>Reads everything a collection holds against its checksums and against each other, and lists what does not hold.</summary>
internal sealed class Verification(CollectionFolder folder, ReadTransaction read, IProgress<Progress>? progress, CancellationToken token)
{
    private const int MostOfAKind = 20;

    private readonly List<string> _problems = [];
    private int _files;
    private long _rows, _catalogRows;

    internal VerifyReport Run()
    {
        Guarded("catalogue", CheckDatabase);
        Guarded("catalogue", CheckTables);
        Guarded("catalogue", CheckTiles);
        Guarded("audit", CheckAudit);
        Guarded("spaces", () =>
        {
            foreach (var row in read.Catalog.Rows($"SELECT {CatalogSchema.Spaces.Select("t")} FROM spaces t ORDER BY number"))
                Guarded($"space '{row[2]}'", () => CheckSpace(SpaceRow.From(row)));
        });
        Guarded("adapters", CheckAdapters);
        return new VerifyReport(_problems, _files, _rows, _catalogRows);
    }

    private void CheckDatabase()
    {
        progress?.Report(new Progress("catalogue", 0, CatalogSchema.All.Count));
        foreach (var row in read.Catalog.Rows("PRAGMA integrity_check").Where(r => r[0] as string != "ok").Take(MostOfAKind))
            _problems.Add($"catalogue: {row[0]}");
        foreach (var row in read.Catalog.Rows("PRAGMA foreign_key_check").Take(MostOfAKind))
            _problems.Add($"catalogue: a row of '{row[0]}' refers to a row of '{row[2]}' that is not there");
    }

    private void CheckTables()
    {
        for (var i = 0; i < CatalogSchema.All.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            var (table, bad) = (CatalogSchema.All[i], 0L);
            // The next writer makes it; a catalogue without it is older than what it is for.
            if (table == CatalogSchema.Imports && read.Catalog.Number("SELECT count(*) FROM sqlite_schema WHERE name = $1", table.Name) == 0) continue;
            Guarded($"table '{table.Name}'", () => read.Catalog.ForEach($"SELECT {table.Select("t")} FROM {table.Name} t", row =>
            {
                _catalogRows++;
                if (!table.Holds(row)) bad++;
            }));
            if (bad > 0) _problems.Add($"catalogue: {bad} rows of table '{table.Name}' do not match their checksums");
            progress?.Report(new Progress("catalogue", i + 1, CatalogSchema.All.Count));
        }
    }

    /// <summary>Every row of a run is a tile of the run's slide: as many tiles as rows, none of another slide.</summary>
    private void CheckTiles()
    {
        const string broken = """
            SELECT count(*) FROM runs r WHERE r.rows <>
              (SELECT count(*) FROM tiles t WHERE t.id >= r.first_tile AND t.id < r.first_tile + r.rows AND t.slide = r.slide)
            """;
        if (read.Catalog.Number(broken) is var count and > 0) _problems.Add($"catalogue: {count} runs of rows hold tiles that are not there");
    }

    private void CheckAudit()
    {
        if (!AuditChain.Holds(read.Catalog, read.Collection.AuditHead)) _problems.Add("audit: entries were changed, removed or reordered");
    }

    private void CheckSpace(SpaceRow row)
    {
        var space = row.ToSpace();
        var runs = RunTable.Read(read.Catalog, row);
        CheckTilesOnce(space, runs);
        foreach (var segment in read.Catalog.Read(CatalogSchema.Segments, "WHERE space = $1 AND rows > 0", row.Number).Select(SegmentRow.From))
            CheckFile(space, segment.File, () => SourceFiles.Open(folder, read.Collection.Id, space, segment, read.Catalog));
        foreach (var generation in read.Catalog.Read(CatalogSchema.Generations, "WHERE space = $1", row.Number).Select(GenerationRow.From))
            if (generation.File is not null) CheckFile(space, generation.File, () => SourceFiles.Open(folder, read.Collection.Id, space, generation));
        Guarded($"space '{space.Name}'", () => CheckRows(space, runs));
        _rows += row.LiveRows;
    }

    /// <summary>Every adapter's files are those its card names, and every derived space has the adapter that made it.</summary>
    private void CheckAdapters()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var adapter in AdapterFolder.Under(folder.Adapters))
        {
            Guarded($"adapter '{Path.GetFileName(adapter)}'", () =>
            {
                known.Add(AdapterFolder.Read(adapter).Derived.Id);
                _files += AdapterFolder.FileCount;
            });
        }

        foreach (var space in read.Catalog.Read(CatalogSchema.Spaces).Select(row => SpaceRow.From(row).ToSpace()))
            if (space.Identity.Adapter is { } adapter && !known.Contains(space.Key))
                _problems.Add($"space '{space.Name}': its adapter '{adapter.Split(':')[0]}' is missing, damaged or another; images cannot be searched for there");
    }

    private void CheckTilesOnce(Space space, RunTable runs)
    {
        var end = long.MinValue;
        foreach (var run in runs.Runs.ToArray().OrderBy(r => r.FirstTile))
        {
            if (run.FirstTile < end) _problems.Add($"space '{space.Name}': tile {run.FirstTile} has more than one row");
            end = run.FirstTile + run.Rows;
        }
    }

    private void CheckFile(Space space, string file, Func<Source> open) => Guarded($"space '{space.Name}', {file}", () =>
    {
        using var source = open();
        _files++;
        ProgressReport? report = progress is null ? null : (done, total) => progress.Report(new Progress(file, done, total));
        var bad = source.Verify(report, token);
        if (bad > 0) _problems.Add($"space '{space.Name}': {bad} blocks of {file} do not match their checksums");
    });

    /// <summary>Every living row lies in exactly one file.</summary>
    private void CheckRows(Space space, RunTable runs)
    {
        using var views = new SpaceViews(folder, read.Collection.Id);
        var sources = views.Get(space, read).Sources;
        var (vectors, present) = (new float[space.Dimension * 256], new byte[256]);
        foreach (var run in runs.Runs)
        {
            for (var first = 0L; first < run.Rows; first += 256)
            {
                token.ThrowIfCancellationRequested();
                var rows = Enumerable.Range(0, (int)Math.Min(256, run.Rows - first)).Select(i => run.FirstRow + first + i).ToArray();
                var times = new int[rows.Length];
                foreach (var source in sources)
                {
                    source.ReadRows(rows, vectors.AsSpan(0, rows.Length * space.Dimension), present.AsSpan(0, rows.Length));
                    for (var i = 0; i < times.Length; i++) times[i] += present[i];
                }
                if (times.Any(t => t != 1)) _problems.Add($"space '{space.Name}': rows {rows[0]} to {rows[^1]} are not each in one file");
            }
        }
    }

    /// <summary>A part that cannot be read at all is a problem like others: the rest is still checked.</summary>
    private void Guarded(string what, Action check)
    {
        try
        {
            check();
        }
        catch (Exception error) when (error is ConcordException or IOException or InvalidCastException or NullReferenceException or FormatException)
        {
            _problems.Add($"{what}: {error.Message}");
        }
    }
}
