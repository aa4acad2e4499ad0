using System.Text.Encodings.Web;
using System.Text.Json;

namespace Concord.Indexing;

/// <summary>A run as JSON lines: one object a line, each with "at" (UTC) and "event". Flushed at every line. Belongs to the thread of the run.</summary>
public sealed class IndexLog(TextWriter writer, TimeProvider? clock = null)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    internal void Started(IndexWork work, IndexPlan plan) => Write("started", new
    {
        slides = plan.Slides.Count,
        todo = work.Todo.Count,
        present = work.Present.Count,
        cut_again = work.CutAgain,
        workers = plan.Options.WorkerCount,
    });

    internal void Slide(SlideOutcome outcome) => Write("slide", new
    {
        file = outcome.File,
        state = outcome.State.ToString().ToLowerInvariant(),
        tiles = outcome.Tiles,
        dropped = outcome.Counts?.Dropped.ToDictionary(entry => entry.Key.ToString().ToLowerInvariant(), entry => entry.Value),
        seconds = Math.Round(outcome.Elapsed.TotalSeconds, 3),
        reason = outcome.Reason,
        notes = outcome.Notes,
    });

    internal void Committed(int tiles, long all) => Write("committed", new { tiles, all });

    internal void Ended(IndexReport report) => Write("ended", new
    {
        slides = report.Slides,
        tiles = report.Tiles,
        present = report.AlreadyIndexed,
        skipped = report.Skipped.Count,
        tiles_per_second = Math.Round(report.TilesPerSecond, 2),
        seconds = Math.Round(report.Elapsed.TotalSeconds, 3),
    });

    /// <summary>The run did not end by itself: it was cancelled, or could not go on.</summary>
    internal void Stopped(Exception reason) => Write("stopped", new { cancelled = reason is OperationCanceledException, reason = reason.Message });

    private void Write(string name, object fields)
    {
        var line = JsonSerializer.SerializeToNode(fields, Options)!.AsObject();
        line.Insert(0, "at", _clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"));
        line.Insert(1, "event", name);
        writer.WriteLine(line.ToJsonString(Options));
        writer.Flush();
    }
}
