using Concord.Indexing;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>What <c>index</c> answers.</summary>
internal static class IndexDocument
{
    private const int ShownFiles = 20;

    internal static object Of(string name, Space space, bool created, IndexReport report) => new
    {
        collection = name,
        created = created,
        space = space.Identity.Id,
        model = space.Identity.ModelId,
        slides = report.Slides,
        tiles = report.Tiles,
        already_indexed = report.AlreadyIndexed,
        cut_again = report.CutAgain,
        skipped = SkippedList.Document(report.Skipped),
        notes = report.Notes.Select(note => new { file = note.File, note = note.Note }).ToList(),
        dropped = report.Dropped.ToDictionary(entry => entry.Key.ToString().ToLowerInvariant(), entry => entry.Value),
        tiles_per_second = report.TilesPerSecond,
        elapsed_seconds = report.Elapsed.TotalSeconds,
    };

    internal static void Print(IAnsiConsole console, IndexReport report)
    {
        console.WriteLine(
            $"{Format.Count(report.Tiles)} tiles of {Format.Count(report.Slides)} slides added, {Format.Count(report.AlreadyIndexed)} slides were there already; " +
            $"{Format.Number(report.TilesPerSecond, "0.#")} tiles/s, {Pace.Clock(report.Elapsed)}.");
        if (report.Dropped.Count > 0)
        {
            console.WriteLine($"Left out of whole slides: {string.Join(", ", report.Dropped.Select(entry => $"{Format.Count(entry.Value)} {TileCounts.Words(entry.Key)}"))}.");
        }

        SkippedList.Print(report.Skipped);
        PrintNotes([.. report.Notes]);
    }

    private static void PrintNotes(List<(string File, string Note)> notes)
    {
        foreach (var (file, note) in notes.Take(ShownFiles)) Session.Note($"{file}: {note}");
        if (notes.Count > ShownFiles) Session.Note($"and {Format.Count(notes.Count - ShownFiles)} more notes; --json lists them all");
    }

    internal static object OfPlan(string name, IReadOnlyList<SlideOutcome> outcomes) => new
    {
        collection = name,
        plan = outcomes.Select(outcome => new { file = outcome.File, state = outcome.State.ToString().ToLowerInvariant(), reason = outcome.Reason }).ToList(),
    };

    internal static void PrintPlan(IAnsiConsole console, IReadOnlyList<SlideOutcome> outcomes)
    {
        var planned = outcomes.Where(outcome => outcome.State == SlideState.Planned).ToList();
        var failed = outcomes.Where(outcome => outcome.State == SlideState.Failed).ToList();
        console.WriteLine($"{Format.Count(planned.Count)} files to index, {Format.Count(outcomes.Count - planned.Count - failed.Count)} are there already, {Format.Count(failed.Count)} cannot be.");
        foreach (var outcome in planned.Take(ShownFiles)) console.WriteLine($"  {outcome.File}");
        if (planned.Count > ShownFiles) console.WriteLine($"  and {Format.Count(planned.Count - ShownFiles)} more; --report FILE lists all");
        SkippedList.Print([.. failed.Select(outcome => new SkippedFile(outcome.File, outcome.Reason!))]);
    }
}
