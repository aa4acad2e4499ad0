namespace Concord.Indexing;

/// <summary>How far a run has come; given a few times a second, on the thread that runs it.</summary>
/// <param name="DoneTiles">Tiles committed.</param>
/// <param name="TotalTiles">Tiles in all; an estimate from the images done so far where images are cut into tiles.</param>
/// <param name="TilesPerSecond">Since the start of the run.</param>
/// <param name="Left">Time left at that speed; null while unknown.</param>
/// <param name="CurrentFile">The file finished last.</param>
public sealed record IndexProgress(long DoneTiles, long TotalTiles, double TilesPerSecond, TimeSpan? Left, string? CurrentFile);
