namespace Concord.Indexing;

/// <summary>Vectors in a .npy, N x D, with a table of their places in a .csv that has as many rows.</summary>
internal sealed class NpyFeatureFile : IFeatureFile
{
    private readonly NpyArray _vectors;
    private readonly TileTable _table;

    internal NpyFeatureFile(string path, string tablePath)
    {
        Files = [path, tablePath];
        _vectors = new NpyArray(path);
        try
        {
            FeatureLimits.Check(path, "it", (ulong)_vectors.Rows, (ulong)_vectors.Columns);
            _table = CsvTileTable.Read(tablePath, path);
            if (_table.Rows != _vectors.Rows) throw new FeatureFileException(path, $"it has {_vectors.Rows} rows and {tablePath} has {_table.Rows}; they must stand for the same tiles in the same order");
            Slides = _table.Slides(Path.GetFileNameWithoutExtension(path), (int)_vectors.Columns);
        }
        catch
        {
            _vectors.Dispose();
            throw;
        }
    }

    public IReadOnlyList<FeatureHeader> Slides { get; }

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<string> UnusedColumns => _table.Unused;

    public IReadOnlyList<TileSpot> ReadSpots(FeatureHeader slide) => _table.Spots(slide);

    public float[] ReadVectors(FeatureHeader slide, int first, int count) => _vectors.Read(slide.First + first, count);

    public void Dispose() => _vectors.Dispose();
}
