namespace Concord.Study;

/// <summary>What <see cref="SlideBench"/> found. Times are medians, in milliseconds a query.</summary>
/// <param name="Slides">Slides of the archive.</param>
/// <param name="Tiles">Its tiles.</param>
/// <param name="Dimension">Elements a tile.</param>
/// <param name="Queries">Slides asked.</param>
/// <param name="FirstMilliseconds">The first query of all, planned by the collection, with files opened and checksums verified.</param>
/// <param name="ExactMilliseconds">Every slide compared.</param>
/// <param name="TwoStageMilliseconds">Those compared that an estimate suggests.</param>
/// <param name="ExactCpuMilliseconds">Processor time of the former, all threads.</param>
/// <param name="TwoStageCpuMilliseconds">Processor time of the latter.</param>
/// <param name="Recall">Share of the exact first five that the two stages find too.</param>
/// <param name="Facts">How the last was answered in two stages.</param>
public sealed record SlideFigures(
    int Slides, long Tiles, int Dimension, int Queries, double FirstMilliseconds, double ExactMilliseconds, double TwoStageMilliseconds,
    double ExactCpuMilliseconds, double TwoStageCpuMilliseconds, double Recall, SlideFacts Facts);
