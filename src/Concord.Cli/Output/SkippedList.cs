using Concord.Indexing;

namespace Concord.Cli.Output;

/// <summary>Files that were left out: as JSON, and on stderr the first of them with their reasons, then how many more.</summary>
internal static class SkippedList
{
    private const int Listed = 20;

    internal static IReadOnlyList<object> Document(IEnumerable<SkippedFile> skipped) => [.. skipped.Select(skip => new { file = skip.File, reason = skip.Reason })];

    internal static void Print(IReadOnlyList<SkippedFile> skipped)
    {
        if (skipped.Count == 0) return;
        Console.Error.WriteLine($"{Paint.Red("skipped:")} {skipped.Count} {(skipped.Count == 1 ? "file" : "files")}");
        foreach (var skip in skipped.Take(Listed)) Console.Error.WriteLine($"  {skip.File}: {skip.Reason}");
        if (skipped.Count > Listed) Console.Error.WriteLine($"  … and {skipped.Count - Listed} more; --json lists them all");
    }
}
