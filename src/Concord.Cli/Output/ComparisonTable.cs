using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Two spaces over the same queries in the terminal: macro precision before, after, and the difference with its interval.</summary>
internal static class ComparisonTable
{
    internal static void Print(IAnsiConsole console, SpaceComparison comparison, string baseline, string other)
    {
        var table = Format.Table(["macro precision", baseline, other, "difference", "95 % interval, by patient"]);
        foreach (var (k, change) in comparison.PrecisionChange.OrderBy(pair => pair.Key))
        {
            table.Row(
            [
                $"P@{k}", Format.Number(change.Before, "0.0000"), Format.Number(change.After, "0.0000"), Format.Number(change.Difference, "+0.0000;-0.0000;0"),
                change.Interval is { } interval ? $"{Format.Number(interval.Low, "+0.000;-0.000;0")} to {Format.Number(interval.High, "+0.000;-0.000;0")}" : "–",
            ]);
        }

        console.Write(table);
        foreach (var warning in comparison.Warnings.Concat(comparison.Baseline.Warnings)) Session.Note(warning);
    }
}
