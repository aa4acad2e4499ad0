namespace Concord.Indexing;

/// <summary>One import, file after file.</summary>
internal sealed class ImportRun(Collection collection, ImportOptions options, int blockRows)
{
    private readonly List<SkippedFile> _skipped = [];
    private readonly Dictionary<string, string> _fileOfSlide = new(StringComparer.Ordinal);
    private Space? _space;
    private int _slides;
    private long _tiles;
    private int _present;

    internal ImportReport Report => new(_space, _slides, _tiles, _present, _skipped);

    internal void Import(string path, CancellationToken ct)
    {
        try
        {
            using var file = FeatureFile.Open(path);
            Import(path, file, ct);
        }
        catch (FeatureFileException refused)
        {
            _skipped.Add(new SkippedFile(path, refused.Reason));
        }
    }

    internal static string EncoderOf(string path, FeatureHeader header, ImportOptions options)
    {
        if (header.Encoder is { } own && options.Encoder is { } told && own != told)
            throw new FeatureFileException(path, $"its features were made by {own}, not by {told}; leave --encoder out, or import it into a space of its own");
        return header.Encoder ?? options.Encoder ?? throw new FeatureFileException(path, "it does not say which encoder made its features; name it with --encoder");
    }

    private void Import(string path, FeatureFile file, CancellationToken ct)
    {
        var header = file.Header;
        var encoder = EncoderOf(path, header, options);
        if (header.Rows == 0) throw new FeatureFileException(path, "it has no tiles");
        var side = header.PatchSizeLevel0 ?? options.PatchSize
            ?? throw new FeatureFileException(path, "it does not say how large its tiles are; give their side in level-0 pixels with --patch-size");
        if (!_fileOfSlide.TryAdd(header.Slide, path))
            throw new FeatureFileException(path, $"its slide {header.Slide} is also that of {_fileOfSlide[header.Slide]}");
        var space = ImportedSpace.Of(collection, ImportedSpace.Identity(header, encoder, options.Metric), options.Space);
        if (_space is not null && _space.Number != space.Number)
            throw new FeatureFileException(path, $"its features belong to another space than those of the files before ({string.Join("; ", space.Identity.DifferencesFrom(_space.Identity))}); import it by itself");
        _space = space;
        if (collection.Stored(space, header.Slide) is { Complete: true }) _present++;
        else Store(path, file, space, Tiles(path, file, side), ct);
    }

    private List<TileRecord> Tiles(string path, FeatureFile file, int side)
    {
        var corners = file.ReadCorners();
        var slide = Record(path, file.Header);
        var places = new HashSet<(int, int)>();
        var tiles = new List<TileRecord>(corners.Length / 2);
        for (var i = 0; i < corners.Length; i += 2)
        {
            if (!places.Add((corners[i], corners[i + 1]))) throw new FeatureFileException(path, $"two of its tiles lie at {corners[i]},{corners[i + 1]}");
            tiles.Add(new TileRecord(slide, corners[i], corners[i + 1], side, side));
        }

        return tiles;
    }

    /// <summary>By the table's row for the file or the slide; without one the slide stands for its case and patient.</summary>
    private SlideRecord Record(string path, FeatureHeader header)
    {
        var known = options.Labels?.Find(Path.GetFileName(path)) ?? options.Labels?.Find(header.Slide);
        var record = known is null ? new SlideRecord(header.Slide, header.Slide, header.Slide) : known with
        {
            Name = header.Slide,
            Case = known.Case == known.Name ? header.Slide : known.Case,
            Patient = known.Patient == known.Name ? header.Slide : known.Patient,
        };
        return record with { Width = header.SlideWidth, Height = header.SlideHeight, Source = null };
    }

    /// <summary>Block by block; only the last commit makes the slide complete, so one that was cut off is stored again.</summary>
    private void Store(string path, FeatureFile file, Space space, List<TileRecord> tiles, CancellationToken ct)
    {
        if (file.Header.Dimension != space.Dimension) throw new FeatureFileException(path, $"its vectors have {file.Header.Dimension} dimensions, the space has {space.Dimension}");
        for (var first = 0; first < tiles.Count; first += blockRows)
        {
            ct.ThrowIfCancellationRequested();
            var count = Math.Min(blockRows, tiles.Count - first);
            var last = first + count == tiles.Count;
            collection.Append(space, tiles.GetRange(first, count), file.ReadVectors(first, count), complete: last);
        }

        _slides++;
        _tiles += tiles.Count;
    }
}
