namespace Concord;

/// <summary>Changes which rows of a space are alive: rows are added at the end, and taken out anywhere by splitting runs.</summary>
internal sealed class RunEdits(CatalogConnection catalog, long space)
{
    /// <summary>Adds rows firstRow, firstRow + 1 … that hold these tiles, as few runs as can be. Joins the last run where it goes on.</summary>
    internal void Add(long firstRow, IReadOnlyList<TilePlace> tiles)
    {
        var run = LastEndingAt(firstRow);
        for (var i = 0; i < tiles.Count; i++)
        {
            if (run is { } open && open.Slide == tiles[i].Slide && open.FirstTile + open.Rows == tiles[i].Tile)
            {
                run = open with { Rows = open.Rows + 1 };
                continue;
            }
            run?.Put(catalog, space);
            run = new RunRow(firstRow + i, 1, tiles[i].Tile, tiles[i].Slide);
        }
        run?.Put(catalog, space);
    }

    /// <summary>Takes out the row of `tile`. False when it has none in this space.</summary>
    internal bool Remove(long tile)
    {
        var rows = catalog.Read(CatalogSchema.Runs, "WHERE space = $1 AND first_tile <= $2 ORDER BY first_tile DESC LIMIT 1", space, tile);
        if (rows.Count == 0) return false;
        var run = RunRow.From(rows[0]);
        var before = tile - run.FirstTile;
        if (before >= run.Rows) return false;
        catalog.Execute("DELETE FROM runs WHERE space = $1 AND first_row = $2", space, run.FirstRow);
        if (before > 0) (run with { Rows = before }).Put(catalog, space);
        var after = run.Rows - before - 1;
        if (after > 0) new RunRow(run.FirstRow + before + 1, after, tile + 1, run.Slide).Put(catalog, space);
        return true;
    }

    private RunRow? LastEndingAt(long row)
    {
        var rows = catalog.Read(CatalogSchema.Runs, "WHERE space = $1 ORDER BY first_row DESC LIMIT 1", space);
        if (rows.Count == 0) return null;
        var run = RunRow.From(rows[0]);
        return run.FirstRow + run.Rows == row ? run : null;
    }
}
