namespace Concord.Indexing;

/// <summary>One import, file after file.</summary>
internal sealed class ImportRun(Collection collection, ImportOptions options, SlideWorkers? workers)
{
    private readonly List<SkippedFile> _skipped = [];
    private readonly Dictionary<string, string> _fileOfSlide = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unused = new(StringComparer.Ordinal);
    private Space? _space;
    private int _slides;
    private int _replaced;
    private long _tiles;
    private int _present;

    internal ImportReport Report => new(_space, _slides, _tiles, _present, _skipped) { Replaced = _replaced, UnusedColumns = [.. _unused] };

    internal void Import(string path, CancellationToken ct) => Guarded(path, "", () =>
    {
        using var file = FeatureFiles.Open(path, options.Coords, workers);
        var stamp = new Lazy<FeatureStamp>(() => FeatureFiles.Stamp(file.Files));
        _unused.UnionWith(file.UnusedColumns);
        foreach (var slide in file.Slides) Guarded(path, file.Slides.Count > 1 ? $"slide {slide.Slide}: " : "", () => Import(path, file, slide, stamp, ct));
    });

    internal static string EncoderOf(string path, FeatureHeader header, ImportOptions options)
    {
        if (header.Encoder is { } own && options.Encoder is { } told && own != told)
            throw new FeatureFileException(path, $"its features were made by {own}, not by {told}; leave --encoder out, or import it into a space of its own");
        return header.Encoder ?? options.Encoder ?? throw new FeatureFileException(path, "it does not say which encoder made its features; name it with --encoder");
    }

    private void Guarded(string path, string what, Action import)
    {
        try
        {
            import();
        }
        catch (FeatureFileException refused)
        {
            _skipped.Add(new SkippedFile(path, what + refused.Reason));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(path, $"{what}it cannot be read: {e.Message}"));
        }
    }

    private void Import(string path, IFeatureFile file, FeatureHeader header, Lazy<FeatureStamp> stamp, CancellationToken ct)
    {
        if (header.Rows == 0) throw new FeatureFileException(path, "it has no tiles");
        var space = SpaceOf(path, header);
        if (!_fileOfSlide.TryAdd(header.Slide, path))
            throw new FeatureFileException(path, $"its slide {header.Slide} is also that of {_fileOfSlide[header.Slide]}");
        var there = collection.Stored(space, header.Slide) is { Complete: true };
        if (there && !HasChanged(path, header.Slide, space, file.Files, stamp))
        {
            _present++;
            return;
        }

        var import = new SlideImport(path, file, header, Record(path, header), header.PatchSizeLevel0 ?? options.PatchSize);
        _tiles += collection.StoreSlide(space, header.Slide, stamp.Value, import.Blocks(ct));
        _slides++;
        if (there) _replaced++;
    }

    private Space SpaceOf(string path, FeatureHeader header)
    {
        var identity = ImportedSpace.Identity(header, EncoderOf(path, header, options), options.Metric);
        if (_space is not null && ImportedSpace.Find(collection, identity, options.Space)?.Number != _space.Number)
            throw new FeatureFileException(path, $"its features belong to another space than those of the files before ({string.Join("; ", identity.DifferencesFrom(_space.Identity))}); import it by itself");
        return _space = ImportedSpace.Of(collection, identity, options.Space);
    }

    /// <summary>By length and time, and where these differ by the bytes: a copy with another time is the same.</summary>
    private bool HasChanged(string path, string slide, Space space, IReadOnlyList<string> files, Lazy<FeatureStamp> stamp)
    {
        // Without a stamp the slide was imported before stamps were kept: nothing is known against it.
        if (collection.ImportedFrom(slide, space) is not { } then) return false;
        var now = FeatureFiles.Unhashed(files);
        if ((now.Length, now.ModifiedUtcTicks) == (then.Length, then.ModifiedUtcTicks)) return false;
        if (stamp.Value.Sha256 == then.Sha256)
        {
            collection.Restamp(slide, space, stamp.Value);
            return false;
        }

        return options.Replace ? true : throw new FeatureFileException(
            path, $"slide {slide} was imported from a file of other contents; with --replace this one takes its place, without it the slide stays as it is");
    }

    /// <summary>By the table of labels' row for the file or the slide; else by the file's own words, where the slide stands for its case and patient.</summary>
    private SlideRecord Record(string path, FeatureHeader header)
    {
        var known = options.Labels?.Find(Path.GetFileName(path)) ?? options.Labels?.Find(header.Slide);
        var caseName = header.Case ?? header.Slide;
        var record = known is null
            ? new SlideRecord(header.Slide, caseName, header.Patient ?? caseName) { Centre = header.Centre, Split = header.Split, Labels = header.Labels }
            : known with
            {
                Name = header.Slide,
                Case = known.Case == known.Name ? header.Slide : known.Case,
                Patient = known.Patient == known.Name ? header.Slide : known.Patient,
            };
        return record with { Width = header.SlideWidth, Height = header.SlideHeight, Mpp = header.Mpp, Source = null };
    }
}
