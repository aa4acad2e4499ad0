namespace Concord;

/// <summary>The tables of catalog.db. docs/catalog.md explains them.</summary>
internal static class CatalogSchema
{
    /// <summary>"CNCD": what makes a SQLite file a catalogue.</summary>
    internal const int ApplicationId = 0x434E4344;

    /// <summary>Raised when an older Concord could misread what is written.</summary>
    internal const int Version = 1;

    internal static readonly CatalogTable Collection = new("collection", 1,
        "id", "uuid", "state", "model", "version", "next_tile", "next_id", "audit_head");

    internal static readonly CatalogTable Patients = new("patients", 1, "id", "name");
    internal static readonly CatalogTable Cases = new("cases", 1, "id", "name", "patient");
    internal static readonly CatalogTable Slides = new("slides", 1,
        "id", "name", "case_id", "centre", "split", "width", "height", "mpp", "file", "file_length", "file_ticks");

    internal static readonly CatalogTable Tiles = new("tiles", 1, "id", "slide", "x", "y", "width", "height");
    internal static readonly CatalogTable Labels = new("labels", 3, "level", "owner", "name", "value");
    internal static readonly CatalogTable Series = new("series", 1, "id", "case_id", "modality", "contrast", "path");
    internal static readonly CatalogTable Spaces = new("spaces", 1,
        "number", "key", "name", "identity", "stored", "next_row", "live_rows", "version");

    internal static readonly CatalogTable Segments = new("segments", 1, "id", "space", "file", "first_row", "rows");
    internal static readonly CatalogTable Commits = new("commits", 2, "segment", "first", "rows", "hashes");
    internal static readonly CatalogTable Generations = new("generations", 1, "space", "number", "file", "rows", "bytes");
    internal static readonly CatalogTable Runs = new("runs", 2, "space", "first_row", "rows", "first_tile", "slide");
    internal static readonly CatalogTable Coverage = new("coverage", 2, "slide", "space", "tiling", "complete");
    internal static readonly CatalogTable Imports = new("imports", 2, "slide", "space", "length", "ticks", "sha256");
    internal static readonly CatalogTable Audit = new("audit", 1, "id", "at", "operation", "count", "chain");

    internal static readonly IReadOnlyList<CatalogTable> All =
    [
        Collection, Patients, Cases, Slides, Tiles, Labels, Series, Spaces, Segments, Commits, Generations, Runs, Coverage, Imports, Audit,
    ];

    internal const string Create = """
        CREATE TABLE collection(id INTEGER PRIMARY KEY CHECK (id = 1), uuid TEXT NOT NULL, state TEXT NOT NULL, model TEXT,
          version INTEGER NOT NULL, next_tile INTEGER NOT NULL, next_id INTEGER NOT NULL, audit_head TEXT NOT NULL, sum INTEGER NOT NULL);
        CREATE TABLE patients(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sum INTEGER NOT NULL);
        CREATE TABLE cases(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, patient INTEGER NOT NULL REFERENCES patients(id),
          sum INTEGER NOT NULL);
        CREATE INDEX cases_by_patient ON cases(patient);
        CREATE TABLE slides(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, case_id INTEGER NOT NULL REFERENCES cases(id), centre TEXT,
          split TEXT, width INTEGER NOT NULL, height INTEGER NOT NULL, mpp REAL, file TEXT, file_length INTEGER, file_ticks INTEGER,
          sum INTEGER NOT NULL);
        CREATE INDEX slides_by_case ON slides(case_id);
        CREATE TABLE tiles(id INTEGER PRIMARY KEY, slide INTEGER NOT NULL REFERENCES slides(id), x INTEGER NOT NULL, y INTEGER NOT NULL,
          width INTEGER NOT NULL, height INTEGER NOT NULL, sum INTEGER NOT NULL, UNIQUE(slide, x, y, width, height));
        CREATE TABLE labels(level INTEGER NOT NULL, owner INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, sum INTEGER NOT NULL,
          PRIMARY KEY(level, owner, name)) WITHOUT ROWID;
        CREATE TABLE series(id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), modality TEXT NOT NULL,
          contrast TEXT NOT NULL, path TEXT NOT NULL, sum INTEGER NOT NULL, UNIQUE(case_id, modality, contrast, path));
        CREATE TABLE spaces(number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, identity TEXT NOT NULL,
          stored INTEGER NOT NULL, next_row INTEGER NOT NULL, live_rows INTEGER NOT NULL, version INTEGER NOT NULL, sum INTEGER NOT NULL);
        CREATE TABLE segments(id INTEGER PRIMARY KEY, space INTEGER NOT NULL REFERENCES spaces(number), file TEXT NOT NULL,
          first_row INTEGER NOT NULL, rows INTEGER NOT NULL, sum INTEGER NOT NULL);
        CREATE TABLE commits(segment INTEGER NOT NULL REFERENCES segments(id), first INTEGER NOT NULL, rows INTEGER NOT NULL,
          hashes BLOB NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY(segment, first)) WITHOUT ROWID;
        CREATE TABLE generations(space INTEGER PRIMARY KEY REFERENCES spaces(number), number INTEGER NOT NULL, file TEXT,
          rows INTEGER NOT NULL, bytes INTEGER NOT NULL, sum INTEGER NOT NULL);
        CREATE TABLE runs(space INTEGER NOT NULL REFERENCES spaces(number), first_row INTEGER NOT NULL, rows INTEGER NOT NULL,
          first_tile INTEGER NOT NULL REFERENCES tiles(id), slide INTEGER NOT NULL REFERENCES slides(id), sum INTEGER NOT NULL,
          PRIMARY KEY(space, first_row)) WITHOUT ROWID;
        CREATE INDEX runs_by_tile ON runs(space, first_tile);
        CREATE INDEX runs_by_first_tile ON runs(first_tile);
        CREATE INDEX runs_by_slide ON runs(slide);
        CREATE TABLE coverage(slide INTEGER NOT NULL REFERENCES slides(id), space INTEGER NOT NULL REFERENCES spaces(number), tiling TEXT,
          complete INTEGER NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY(slide, space)) WITHOUT ROWID;
        CREATE TABLE audit(id INTEGER PRIMARY KEY, at TEXT NOT NULL, operation TEXT NOT NULL, count INTEGER NOT NULL, chain TEXT NOT NULL,
          sum INTEGER NOT NULL);
        CREATE TABLE imports(slide INTEGER NOT NULL REFERENCES slides(id), space INTEGER NOT NULL REFERENCES spaces(number),
          length INTEGER NOT NULL, ticks INTEGER NOT NULL, sha256 TEXT NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY(slide, space)) WITHOUT ROWID;
        """;
}
