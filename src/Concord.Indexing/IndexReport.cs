namespace Concord.Indexing;

/// <summary>What a run did.</summary>
/// <param name="Slides">Slides added.</param>
/// <param name="Tiles">Tiles added.</param>
/// <param name="AlreadyIndexed">Slides that were there already, unchanged; their labels were brought up to date.</param>
/// <param name="Skipped">Files left out, with the reason.</param>
/// <param name="TilesPerSecond">Tiles added over the time from the first file read to the last commit.</param>
/// <param name="Elapsed">That time.</param>
public sealed record IndexReport(
    int Slides, long Tiles, int AlreadyIndexed, IReadOnlyList<SkippedFile> Skipped, double TilesPerSecond, TimeSpan Elapsed)
{
    /// <summary>Places of whole slides' grids that were left out, by reason.</summary>
    public IReadOnlyDictionary<DropReason, long> Dropped { get; init; } = new Dictionary<DropReason, long>();

    /// <summary>What became of each slide: those that were there, then the others in the plan's order, then those that could not be begun.</summary>
    public IReadOnlyList<SlideOutcome> Outcomes { get; init; } = [];

    /// <summary>What is worth a look although it is no failure, with the slide's file.</summary>
    public IEnumerable<(string File, string Note)> Notes => from outcome in Outcomes from note in outcome.Notes select (outcome.File, note);

    /// <summary>Slides that were there, cut otherwise: their tiles were replaced.</summary>
    public int CutAgain { get; init; }

    /// <summary>What several runs did together.</summary>
    public static IndexReport Sum(IReadOnlyList<IndexReport> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var elapsed = TimeSpan.FromTicks(runs.Sum(run => run.Elapsed.Ticks));
        var tiles = runs.Sum(run => run.Tiles);
        return new IndexReport(
            runs.Sum(run => run.Slides), tiles, runs.Sum(run => run.AlreadyIndexed), [.. runs.SelectMany(run => run.Skipped)],
            tiles / Math.Max(elapsed.TotalSeconds, 1e-9), elapsed)
        {
            Dropped = runs.SelectMany(run => run.Dropped).GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Value)),
            Outcomes = [.. runs.SelectMany(run => run.Outcomes)],
            CutAgain = runs.Sum(run => run.CutAgain),
        };
    }
}
