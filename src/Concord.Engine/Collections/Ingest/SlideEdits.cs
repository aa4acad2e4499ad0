namespace Concord;

/// <summary>Slides: added, replaced when their file changed, relabelled, removed with all their tiles and rows.</summary>
internal sealed class SlideEdits(CatalogTransaction change)
{
    private readonly CatalogConnection _catalog = change.Catalog;
    private readonly HierarchyEdits _hierarchy = new(change);
    private readonly LabelEdits _labels = new(change.Catalog);

    internal bool Replaced { get; private set; }

    internal SlideRow? Find(string name)
    {
        var rows = _catalog.Read(CatalogSchema.Slides, "WHERE name = $1", name);
        return rows.Count > 0 ? SlideRow.From(rows[0]) : null;
    }

    /// <summary>The id of the slide for tiles that come now. A slide already there keeps what is known of it, unless its file changed.</summary>
    internal (long Id, bool Known) ForTiles(SlideRecord slide)
    {
        var found = Find(slide.Name);
        if (found is null) return (Write(change.NewId(), slide), false);
        if (Changed(found, slide.Source))
        {
            RemoveTiles(found.Id);
            Replaced = true;
            return (Write(found.Id, slide), false);
        }
        if (found.Source != slide.Source && slide.Source is not null) WithSource(found, slide).Put(_catalog);
        return (found.Id, true);
    }

    /// <summary>Gives a slide the hierarchy, centre, split and labels of `record`, and only these labels. False when it is not here.</summary>
    internal bool Relabel(SlideRecord record, IReadOnlySet<string> moving)
    {
        if (Find(record.Name) is not { } found) return false;
        var caseId = _hierarchy.Case(record.Case, record.Patient, moving);
        (found with { Case = caseId, Centre = record.Centre, Split = record.Split }).Put(_catalog);
        _labels.Replace(LabelLevel.Slide, found.Id, record.Labels);
        return true;
    }

    /// <summary>Takes a slide's rows out of some spaces, and its tiles that no other space has. The slide itself stays, for tiles that come now or for <see cref="RemoveIfEmpty"/>.</summary>
    internal void RemoveRows(long slide, IReadOnlyList<long> spaces)
    {
        foreach (var number in spaces)
        {
            var rows = _catalog.Number("SELECT sum(rows) FROM runs WHERE slide = $1 AND space = $2", slide, number);
            if (rows > 0 && change.Space(number) is var space) change.Change(space with { LiveRows = space.LiveRows - rows });
            foreach (var table in (string[])["runs", "coverage", "imports"]) _catalog.Execute($"DELETE FROM {table} WHERE slide = $1 AND space = $2", slide, number);
        }

        const string orphans = """
            SELECT id FROM tiles t WHERE slide = $1 AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.slide = $1 AND t.id >= r.first_tile AND t.id < r.first_tile + r.rows)
            """;
        _catalog.Execute($"DELETE FROM labels WHERE level = $2 AND owner IN ({orphans})", slide, (long)LabelLevel.Tile);
        _catalog.Execute($"DELETE FROM tiles WHERE id IN ({orphans})", slide);
    }

    /// <summary>Gives a slide the file that shows it, its size and, where the file says it, its resolution. False when it is not here.</summary>
    internal bool Link(SlideLink link)
    {
        if (Find(link.Slide) is not { } found) return false;
        (found with
        {
            Width = link.Width,
            Height = link.Height,
            Mpp = link.Mpp ?? found.Mpp,
            File = link.Source.Path,
            Length = link.Source.Length,
            Ticks = link.Source.ModifiedUtcTicks,
        }).Put(_catalog);
        return true;
    }

    internal void Remove(long slide)
    {
        RemoveTiles(slide);
        _catalog.Execute("DELETE FROM labels WHERE level = $1 AND owner = $2", (long)LabelLevel.Slide, slide);
        _catalog.Execute("DELETE FROM slides WHERE id = $1", slide);
    }

    internal void Prune() => _hierarchy.Prune();

    /// <summary>Removes a slide that has no tiles left.</summary>
    internal void RemoveIfEmpty(long slide)
    {
        if (_catalog.Rows("SELECT 1 FROM tiles WHERE slide = $1 LIMIT 1", slide).Count == 0) Remove(slide);
    }

    /// <summary>The same name with another length or time is another file; where it lies does not matter.</summary>
    internal static bool Changed(SlideRow found, SourceFile? now) =>
        now is not null && found.Source is { } then && (then.Length != now.Length || then.ModifiedUtcTicks != now.ModifiedUtcTicks);

    private long Write(long id, SlideRecord slide)
    {
        HierarchyEdits.RequireName(slide.Name, "slide");
        var caseId = _hierarchy.Case(slide.Case, slide.Patient, new HashSet<string> { slide.Name });
        new SlideRow(id, slide.Name, caseId, slide.Centre, slide.Split, slide.Width, slide.Height, slide.Mpp,
            slide.Source?.Path, slide.Source?.Length, slide.Source?.ModifiedUtcTicks).Put(_catalog);
        _labels.Replace(LabelLevel.Slide, id, slide.Labels);
        return id;
    }

    private static SlideRow WithSource(SlideRow found, SlideRecord slide) => found with
    {
        File = slide.Source!.Path,
        Length = slide.Source.Length,
        Ticks = slide.Source.ModifiedUtcTicks,
    };

    /// <summary>Takes a slide's tiles out of every space. Their vectors stay in the files, dead, until the next compaction.</summary>
    private void RemoveTiles(long slide)
    {
        foreach (var row in _catalog.Rows("SELECT space, sum(rows) FROM runs WHERE slide = $1 GROUP BY space", slide))
        {
            var space = change.Space((long)row[0]!);
            change.Change(space with { LiveRows = space.LiveRows - (long)row[1]! });
        }
        _catalog.Execute("DELETE FROM runs WHERE slide = $1", slide);
        _catalog.Execute("DELETE FROM coverage WHERE slide = $1", slide);
        _catalog.Execute("DELETE FROM imports WHERE slide = $1", slide);
        _catalog.Execute("DELETE FROM labels WHERE level = $1 AND owner IN (SELECT id FROM tiles WHERE slide = $2)", (long)LabelLevel.Tile, slide);
        _catalog.Execute("DELETE FROM tiles WHERE slide = $1", slide);
    }
}
