using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Concord.Plugins.Tests;

/// <summary>Where plugins come from: the sources of this repository, built as their authors would.</summary>
internal static class Repository
{
    internal static string Root { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "..", "..", ".."));

    internal static string Samples => Path.Combine(Root, "samples", "plugins");

    internal static string NativeHeaders => Path.Combine(Root, "native", "include");

    /// <summary>What a project beside the tests was built to, in their configuration.</summary>
    internal static string BuiltProject(params string[] project) =>
        Path.Combine([Root, .. project, "bin", .. AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..]]);

    internal static void Run(string program, params string[] arguments)
    {
        var (exitCode, printed) = Try(program, arguments);
        Assert.That(exitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}\n{printed}");
    }

    internal static (int ExitCode, string Printed) Try(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }

    /// <summary>Compiles C as C11 with all warnings as errors.</summary>
    internal static void Compile(string source, string to, params string[] options) => Run("cc", Compilation(source, to, options));

    internal static bool Compiles(string source, string to) => Try("cc", Compilation(source, to, [])).ExitCode == 0;

    private static string[] Compilation(string source, string to, string[] options) =>
        ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O1", "-Wall", "-Wextra", "-Werror", "-I", NativeHeaders, .. options, source, "-o", to];

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
