using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Two runs over the same queries in the terminal: every figure before, after, and the difference with its interval.</summary>
internal static class ComparisonTable
{
    internal static void Print(IAnsiConsole console, SpaceComparison comparison, string baseline, string other)
    {
        Print(console, comparison.Changes, baseline, other);
        foreach (var warning in comparison.Warnings.Concat(comparison.Baseline.Warnings)) Session.Note(warning);
    }

    internal static void Print(IAnsiConsole console, IReadOnlyList<MetricChange> changes, string baseline, string other)
    {
        var table = Format.Table(["figure", baseline, other, "change", "95 % interval, by patient"]);
        foreach (var change in changes)
        {
            var of = change.Change;
            table.Row([change.Title, Format.Number(of.Before, "0.0000"), Format.Number(of.After, "0.0000"), Format.Number(of.Difference, "+0.0000;-0.0000;0"), Ends(of.Interval)]);
        }

        console.Write(table);
    }

    internal static string Ends(Interval? interval) =>
        interval is { } ends ? $"{Format.Number(ends.Low, "+0.000;-0.000;0")} to {Format.Number(ends.High, "+0.000;-0.000;0")}" : "–";
}
