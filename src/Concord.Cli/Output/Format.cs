using System.Globalization;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Figures and tables as people read them.</summary>
internal static class Format
{
    internal static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    internal static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => Number(bytes / 1024.0, "0.#") + " KiB",
        < 1 << 30 => Number(bytes / 1048576.0, "0.#") + " MiB",
        _ => Number(bytes / 1073741824.0, "0.##") + " GiB",
    };

    internal static string Number(double value, string format = "0.###") =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";

    internal static string Number(double? value, string format = "0.###") => value is { } number ? Number(number, format) : "–";

    /// <summary>The member of an enum in small letters, as it is typed and printed.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    internal static string Labels(IReadOnlyDictionary<string, string> labels) => labels.Count == 1 && labels.TryGetValue("label", out var only)
        ? only
        : string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}"));

    /// <summary>A table with a bold header row; cells are plain text, never markup.</summary>
    internal static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn($"[bold]{Markup.Escape(column)}[/]"));
        return table;
    }

    internal static Table Row(this Table table, params string[] cells) => table.AddRow(cells.Select(Markup.Escape).ToArray());

    /// <summary>Two columns of names and values.</summary>
    internal static void Facts(IAnsiConsole console, params (string Name, string Value)[] facts)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in facts) grid.AddRow($"[grey]{Markup.Escape(name)}[/]", Markup.Escape(value));
        console.Write(grid);
    }
}
