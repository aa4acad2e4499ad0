using System.Globalization;

namespace Concord.Indexing;

/// <summary>What became of slides as CSV (RFC 4180): one line a slide, for a spreadsheet.</summary>
public static class OutcomeTable
{
    private static readonly DropReason[] Reasons = [.. Enum.GetValues<DropReason>().Where(reason => reason != DropReason.None)];

    public static void Write(TextWriter writer, IEnumerable<SlideOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(outcomes);
        writer.Write($"file,state,tiles,places,{string.Join(',', Reasons.Select(reason => reason.ToString().ToLowerInvariant()))},seconds,reason\r\n");
        foreach (var outcome in outcomes) writer.Write($"{string.Join(',', Fields(outcome).Select(Quoted))}\r\n");
    }

    private static IEnumerable<string> Fields(SlideOutcome outcome) =>
    [
        outcome.File,
        outcome.State.ToString().ToLowerInvariant(),
        outcome.Tiles.ToString(CultureInfo.InvariantCulture),
        outcome.Counts?.All.ToString(CultureInfo.InvariantCulture) ?? "",
        .. Reasons.Select(reason => outcome.Counts?.Of(reason).ToString(CultureInfo.InvariantCulture) ?? ""),
        outcome.Elapsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
        outcome.Reason ?? "",
    ];

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
