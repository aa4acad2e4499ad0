using Concord.Indexing;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Measurements, as JSON and as a table.</summary>
internal static class BenchDocument
{
    internal static object From(string model, IReadOnlyList<EmbedBenchResult> results) => new
    {
        model,
        cores = Environment.ProcessorCount,
        results = results.Select(Line).ToList(),
    };

    internal static object From(IReadOnlyList<EmbedBenchResult> results) => new
    {
        cores = Environment.ProcessorCount,
        simd = EngineInfo.SimdLevel,
        results = results.Select(Line).ToList(),
    };

    internal static void Print(IAnsiConsole console, IReadOnlyList<EmbedBenchResult> results)
    {
        var table = Format.Table("name", "figure", "unit", "ideal", "share of ideal");
        foreach (var result in results)
        {
            var share = result.ShareOfCeiling is { } part ? $"{Format.Number(100 * part, "0.0")} %" : "";
            table.Row(result.Name, Format.Number(result.Ours, "0.#####"), result.Unit, Format.Number(result.Ceiling, "0.#####"), share);
        }

        console.Write(table);
    }

    internal static void PrintWithPeer(IAnsiConsole console, IReadOnlyList<EmbedBenchResult> results)
    {
        var table = Format.Table("name", "figure", "unit", "peer", "times better", "ceiling", "share of ceiling");
        foreach (var result in results)
        {
            var share = result.ShareOfCeiling is { } part ? $"{Format.Number(100 * part, "0.0")} %" : "";
            table.Row(
                result.Name,
                Format.Number(result.Ours, "0.###"),
                result.Unit,
                Format.Number(result.Peer, "0.###"),
                Format.Number(result.Ratio, "0.0"),
                Format.Number(result.Ceiling, "0.###"),
                share);
        }

        console.Write(table);
    }

    private static object Line(EmbedBenchResult result) => new
    {
        name = result.Name,
        ours = result.Ours,
        peer = result.Peer,
        ratio = result.Ratio,
        ceiling = result.Ceiling,
        share_of_ceiling = result.ShareOfCeiling,
        unit = result.Unit,
    };
}
