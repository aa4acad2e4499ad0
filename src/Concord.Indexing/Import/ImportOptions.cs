namespace Concord.Indexing;

/// <summary>What files of features do not say themselves.</summary>
public sealed record ImportOptions
{
    /// <summary>The encoder that made the features; needed where the file does not name it, and refused where it names another.</summary>
    public string? Encoder { get; init; }

    /// <summary>Side of a tile in level-0 pixels; needed where the file does not say it (CLAM's feature files).</summary>
    public int? PatchSize { get; init; }

    /// <summary>How vectors of a new space are compared.</summary>
    public Metric Metric { get; init; } = Metric.Cosine;

    /// <summary>The name of the space to import into; null: the one that these features belong to, or a new one named after the encoder.</summary>
    public string? Space { get; init; }

    /// <summary>Labels and hierarchy by file or slide name.</summary>
    public LabelTable? Labels { get; init; }

    /// <summary>Where the tiles' places lie when not in the files or beside them: a folder with a file for each (ID.h5 of CLAM's patches, ID.csv), or one such file.</summary>
    public string? Coords { get; init; }

    /// <summary>Whether a slide that was imported from a file of other contents is replaced; else that file is refused.</summary>
    public bool Replace { get; init; }

    /// <summary>
    /// HDF5 files are read in worker processes, which a hostile file may bring down alone; the program `concord-worker` must lie beside this one. False reads them in this process, for hosts that
    /// trust their files.
    /// </summary>
    public bool Isolated { get; init; } = true;

    /// <summary>What a worker process may cost.</summary>
    public SlideWorkerOptions WorkerProcesses { get; init; } = SlideWorkerOptions.Default;

    /// <summary>Null where files are read in this process.</summary>
    internal SlideWorkers? Workers() => Isolated ? new SlideWorkers(WorkerProcesses, ImageLimits.Default) : null;

    internal void Check()
    {
        if (PatchSize is < 1 or > 1 << 20) throw new ConcordArgumentException($"the patch size is {PatchSize}; it must be 1 to {1 << 20} level-0 pixels");
        if (Coords is not null && !Path.Exists(Coords)) throw new ConcordNotFoundException($"{Coords}: there is no such file or folder of coordinates");
    }
}
