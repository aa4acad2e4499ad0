namespace Concord;

/// <summary>Where a file of features says that a tile lies: the top left corner in level-0 pixels, unchecked.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Side">Side in level-0 pixels; null where the file does not say it of this tile.</param>
internal readonly record struct TileSpot(long X, long Y, int? Side)
{
    /// <summary>Labels of this tile alone; null for none.</summary>
    internal IReadOnlyDictionary<string, string>? Labels { get; init; }
}
