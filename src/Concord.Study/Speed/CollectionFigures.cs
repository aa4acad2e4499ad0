namespace Concord.Study;

/// <summary>What <see cref="CollectionBench.Measure"/> found.</summary>
/// <param name="Rows">Rows of the collection.</param>
/// <param name="OpenMilliseconds">From the path to a collection that can be searched.</param>
/// <param name="OpenMemory">Resident memory of the process then, MiB.</param>
/// <param name="FirstSearchMilliseconds">The first search, which verifies what it reads against its checksums.</param>
/// <param name="SearchMilliseconds">Median of later searches, one query each.</param>
/// <param name="SearchMemory">Resident memory afterwards, MiB; mapped pages of the files count.</param>
/// <param name="Facts">How the last search was answered.</param>
public sealed record CollectionFigures(
    long Rows, double OpenMilliseconds, double OpenMemory, double FirstSearchMilliseconds, double SearchMilliseconds, double SearchMemory, SearchFacts Facts);
