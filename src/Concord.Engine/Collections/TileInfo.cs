namespace Concord;

/// <summary>A tile of a collection.</summary>
/// <param name="Id">Id within the collection; never reused.</param>
/// <param name="SlideInfo">The slide it lies on.</param>
/// <param name="X">Left edge in level-0 pixels.</param>
/// <param name="Y">Top edge in level-0 pixels.</param>
/// <param name="Width">Width in level-0 pixels.</param>
/// <param name="Height">Height in level-0 pixels.</param>
public sealed record TileInfo(long Id, SlideInfo SlideInfo, int X, int Y, int Width, int Height)
{
    private readonly Lazy<IReadOnlyList<SeriesRecord>> _series = new([]);

    public string Slide => SlideInfo.Name;

    public string Case => SlideInfo.Case;

    public string Patient => SlideInfo.Patient;

    public string? Centre => SlideInfo.Centre;

    public string? Split => SlideInfo.Split;

    /// <summary>The file the slide was read from, or null.</summary>
    public string? File => SlideInfo.Source?.Path;

    /// <summary>Labels of the tile, its slide, case and patient; the nearest wins where names meet.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Radiology linked to the case; read from the collection when first asked for, so the collection must still be open then.</summary>
    public IReadOnlyList<SeriesRecord> Series => _series.Value;

    internal Lazy<IReadOnlyList<SeriesRecord>> SeriesLater { init => _series = value; }
}
