namespace Concord.Indexing;

/// <summary>How whole slides are cut; plain images are not concerned.</summary>
public sealed record SlideCutOptions
{
    /// <summary>What tiles are read at when neither the model nor the caller says: 20x, in micrometres a pixel.</summary>
    public const double DefaultTileMpp = 0.5;

    public static SlideCutOptions Default { get; } = new();

    /// <summary>Micrometres a pixel that tiles are read at; null: as the model was made for, else <see cref="DefaultTileMpp"/>.</summary>
    public double? TileMpp { get; init; }

    /// <summary>Part of a tile's side that the next repeats, 0 to 0.95.</summary>
    public double Overlap { get; init; }

    /// <summary>Least share of a tile that must be tissue, 0 to 1.</summary>
    public double LeastTissue { get; init; } = 0.5;

    /// <summary>Gates that drop blank, marked and unsharp tiles.</summary>
    public QualityGates Gates { get; init; } = QualityGates.Default;

    /// <summary>Which of the tiles are taken.</summary>
    public ITileSelection Selection { get; init; } = new AllTiles();

    /// <summary>Folder of GeoJSON files named as the slides; tiles outside the annotations are left out. A slide without a file is taken whole. Null: none.</summary>
    public string? Annotations { get; init; }

    /// <summary>Folder that gets a picture of each slide with its tiles; null: none.</summary>
    public string? Overview { get; init; }

    /// <summary>The slide's file of annotations; null where there is none, or none are used.</summary>
    internal string? AnnotationsOf(string slidePath) =>
        Annotations is { } folder && Path.Combine(folder, Path.GetFileNameWithoutExtension(slidePath) + ".geojson") is var file && File.Exists(file) ? file : null;

    internal void Check()
    {
        if (TileMpp is { } mpp && !(mpp is >= 0.01 and <= 1000)) throw new ConcordArgumentException($"tile mpp is {mpp}; it must be 0.01 to 1000 micrometres a pixel");
        if (!(Overlap is >= 0 and <= 0.95)) throw new ConcordArgumentException($"the overlap is {Overlap}; it must be 0 to 0.95");
        if (!(LeastTissue is >= 0 and <= 1)) throw new ConcordArgumentException($"the least share of tissue is {LeastTissue}; it must be 0 to 1");
        if (Annotations is { } folder && !Directory.Exists(folder)) throw new ConcordNotFoundException($"{folder}: there is no such folder of annotations");
    }
}
