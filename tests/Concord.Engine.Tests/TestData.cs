using System.Runtime.CompilerServices;

namespace Concord.Tests;

/// <summary>The shared sets of real data: $CONCORD_DATA, else ../shared/data beside the repository.</summary>
internal static class TestData
{
    private static string Root => Environment.GetEnvironmentVariable("CONCORD_DATA") is { Length: > 0 } folder
        ? folder
        : Path.GetFullPath(Path.Combine(SourceFolder(), "..", "..", "..", "shared", "data"));

    /// <summary>Skips the test, by the path that is absent, where the data is not there.</summary>
    internal static string Require(params ReadOnlySpan<string> parts)
    {
        var path = Path.Combine([Root, .. parts]);
        if (!File.Exists(path) && !Directory.Exists(path)) Assert.Ignore($"skipped: {path} is not there (set CONCORD_DATA)");
        return path;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
