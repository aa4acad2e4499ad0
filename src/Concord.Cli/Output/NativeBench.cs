using System.Diagnostics;
using System.Text.Json;
using Concord.Indexing;

namespace Concord.Cli.Output;

/// <summary>The programs that measure the native kernels: one a topic, run as a process of its own, so that nothing of .NET runs beside them.</summary>
internal static class NativeBench
{
    /// <summary>Names the folder of the programs, instead of those that are tried.</summary>
    internal const string Override = "CONCORD_BENCH_FOLDER";

    /// <summary>Runs the program of a topic. Throws <see cref="FileNotFoundException"/> where it was not built.</summary>
    internal static IReadOnlyList<EmbedBenchResult> Run(string topic, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Find(topic), ["--json", .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new IOException($"{start.FileName} did not start.");
        using var registration = cancel.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        if (process.ExitCode != 0) throw new IOException($"{start.FileName} ended with status {process.ExitCode}.");
        return Parse(output);
    }

    internal static IReadOnlyList<EmbedBenchResult> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("results").EnumerateArray().Select(Result)];
    }

    private static EmbedBenchResult Result(JsonElement line) => new(
        line.GetProperty("name").GetString()!,
        Figure(line, "ours") ?? double.NaN,
        Figure(line, "peer"),
        Figure(line, "ratio"),
        Figure(line, "ceiling"),
        Figure(line, "share_of_ceiling"),
        line.GetProperty("unit").GetString()!);

    private static double? Figure(JsonElement line, string name) =>
        line.GetProperty(name) is { ValueKind: JsonValueKind.Number } figure ? figure.GetDouble() : null;

    private static string Find(string topic)
    {
        var file = $"concord_bench_{topic}" + (OperatingSystem.IsWindows() ? ".exe" : "");
        return Folders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"{file} was not found; it is built with: cmake --preset release && cmake --build --preset release --target concord_bench_{topic}. "
                + $"{Override} names the folder of one built elsewhere.");
    }

    /// <summary>Beside the program, else the build folder of the source tree it was built in.</summary>
    private static List<string> Folders()
    {
        var named = Environment.GetEnvironmentVariable(Override);
        if (!string.IsNullOrEmpty(named)) return [named];
        var folders = new List<string> { AppContext.BaseDirectory };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(Path.Combine(folder.FullName, "build", "release", "native", "bench"));
        }

        return folders;
    }
}
