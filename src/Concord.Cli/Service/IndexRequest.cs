using Concord.Indexing;
using Concord.Protocol;

namespace Concord.Cli.Service;

/// <summary>What a client asked to be indexed; kept on disk until it is done, so that it can go on after the engine's end.</summary>
internal sealed record IndexRequest
{
    public required string Collection { get; init; }

    /// <summary>Absolute, below the roots when it was asked.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    public string? Labels { get; init; }

    public bool Watch { get; init; }

    public int? Tile { get; init; }

    public double? Mpp { get; init; }

    public double? Overlap { get; init; }

    public double? MinTissue { get; init; }

    public bool Quality { get; init; } = true;

    public string Selection { get; init; } = "all";

    public bool Background { get; init; } = true;

    internal static IndexRequest From(RpcParameters parameters, AllowedFiles files)
    {
        var paths = parameters.Texts("paths").Select(files.FindAny).ToList();
        if (paths.Count == 0) throw new RpcException("bad_argument", "paths are missing");
        return new IndexRequest
        {
            Collection = parameters.Text("collection"),
            Paths = paths,
            Labels = parameters.TextOrNull("labels") is { } table ? files.Find(table) : null,
            Watch = parameters.Flag("watch"),
            Tile = parameters.Has("tile") ? parameters.Count("tile", 0, 16, 65536) : null,
            Mpp = parameters.Number("mpp"),
            Overlap = parameters.Number("overlap"),
            MinTissue = parameters.Number("min_tissue"),
            Quality = parameters.Flag("quality", otherwise: true),
            Selection = parameters.TextOrNull("selection") ?? "all",
            Background = parameters.Flag("background", otherwise: true),
        };
    }

    /// <summary>The same, if it may still be read: the roots may be others since. Throws <see cref="ConcordNotFoundException"/>.</summary>
    internal IndexRequest Below(AllowedFiles files) => this with { Paths = [.. Paths.Select(files.FindAny)], Labels = Labels is null ? null : files.Find(Labels) };

    internal IndexOptions Options() => new()
    {
        Tile = Tile,
        Mpp = Mpp,
        Background = Background,
        Slides = new SlideCutOptions
        {
            Overlap = Overlap ?? 0,
            LeastTissue = MinTissue ?? SlideCutOptions.Default.LeastTissue,
            Gates = Quality ? QualityGates.Default : QualityGates.Off,
            Selection = TileSelections.Of(Selection),
        },
    };
}
