namespace Concord.Indexing;

/// <summary>A Parquet file with one row a tile: the vector, its place, and what is known of it.</summary>
internal sealed class ParquetFeatureFile : IFeatureFile
{
    private readonly ParquetContainer _file;
    private readonly ParquetVectors _vectors;
    private readonly TileTable _table;

    internal ParquetFeatureFile(string path)
    {
        Files = [path];
        _file = new ParquetContainer(path);
        try
        {
            _vectors = new ParquetVectors(_file);
            _table = ParquetColumns.Read(_file, _vectors.Fields);
            var encoder = _file.Note("encoder");
            Slides = [.. _table.Slides(Path.GetFileNameWithoutExtension(path), _vectors.Dimension).Select(slide => slide with { Encoder = encoder })];
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public IReadOnlyList<FeatureHeader> Slides { get; }

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<string> UnusedColumns => _table.Unused;

    public IReadOnlyList<TileSpot> ReadSpots(FeatureHeader slide) => _table.Spots(slide);

    public float[] ReadVectors(FeatureHeader slide, int first, int count) => _vectors.Read(slide.First + first, count);

    public void Dispose() => _file.Dispose();
}
