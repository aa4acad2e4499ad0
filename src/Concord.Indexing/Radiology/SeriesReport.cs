namespace Concord.Indexing;

/// <summary>What an indexing of radiology did.</summary>
/// <param name="Series">Series embedded by this run.</param>
/// <param name="Slices">Images embedded by this run.</param>
/// <param name="AlreadyIndexed">Series that were there, from the same files.</param>
/// <param name="Cases">Cases of the series of this run.</param>
/// <param name="NewCases">Cases that were not in the collection before: they have radiology and no tissue.</param>
/// <param name="Skipped">Files that could not be embedded, with the reason.</param>
/// <param name="Elapsed">Wall-clock time.</param>
public sealed record SeriesReport(int Series, int Slices, int AlreadyIndexed, int Cases, int NewCases, IReadOnlyList<SkippedFile> Skipped, TimeSpan Elapsed);
