namespace Concord.Indexing;

/// <summary>How images are cut and embedded.</summary>
public sealed record IndexOptions
{
    /// <summary>Side of the square tiles in pixels; null: each image is one tile, and a whole slide's tiles are what the model reads.</summary>
    public int? Tile { get; init; }

    /// <summary>Micrometres a level-0 pixel, where the caller knows; recorded with each slide that does not say itself.</summary>
    public double? Mpp { get; init; }

    /// <summary>Threads that decode and embed; 0: one more than there are cores.</summary>
    public int Workers { get; init; }

    /// <summary>Tiles a commit; what is not committed when the process dies is embedded again by the next run.</summary>
    public int CommitTiles { get; init; } = 256;

    /// <summary>The longest that finished tiles wait for their commit.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the workers stand back behind every other thread of the machine, searches in the same process too.</summary>
    public bool Background { get; init; }

    /// <summary>How whole slides are cut.</summary>
    public SlideCutOptions Slides { get; init; } = SlideCutOptions.Default;

    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <summary>
    /// Whole slides and TIFF are decoded in worker processes, which a hostile file may bring down alone; the program `concord-worker` must lie beside this one. False decodes
    /// in this process, for hosts that trust their files.
    /// </summary>
    public bool Isolated { get; init; } = true;

    /// <summary>What a worker process may cost.</summary>
    public SlideWorkerOptions WorkerProcesses { get; init; } = SlideWorkerOptions.Default;

    /// <summary>Readers asked for what Concord's own cannot open; null: none.</summary>
    public ISlideReaderSource? AddedReaders { get; init; }

    /// <summary>One more than cores: a worker waits now and then, for a disk or inside libvips, and another then has its core.</summary>
    internal int WorkerCount => Workers > 0 ? Workers : Environment.ProcessorCount + 1;

    internal ISlideOpener Opener()
    {
        ISlideOpener own = Isolated ? new SlideWorkers(WorkerProcesses, Limits) : new InProcessSlides(Limits);
        return AddedReaders is null ? own : new ExtendedSlides(own, AddedReaders);
    }

    /// <summary>Throws <see cref="ConcordArgumentException"/> for what cannot be.</summary>
    public void Check()
    {
        if (Tile is < 16 or > 65536) throw new ConcordArgumentException($"tile is {Tile} pixels; it must be 16 to 65536");
        if (Mpp is { } mpp && !(mpp is > 0 and < 1000)) throw new ConcordArgumentException($"mpp is {mpp}; it must be above 0 and below 1000 micrometres a pixel");
        if (Workers is < 0 or > 1024) throw new ConcordArgumentException($"workers are {Workers}; they must be 0 (one each core) to 1024");
        Slides.Check();
        WorkerProcesses.Check();
        if (CommitTiles < 1) throw new ConcordArgumentException($"a commit of {CommitTiles} tiles is not possible; it must be at least 1");
    }
}
