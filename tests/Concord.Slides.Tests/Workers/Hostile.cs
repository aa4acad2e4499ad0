namespace Concord.Tests;

/// <summary>Worker processes whose reader does what hostile files say.</summary>
internal static class Hostile
{
    internal static string Program => Path.Combine(AppContext.BaseDirectory, "Concord.Slides.HostileWorker" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    /// <summary>A deadline that a loaded machine keeps for what is not meant to hang.</summary>
    internal static SlideWorkerOptions Options { get; } =
        new() { Program = Program, Deadline = TimeSpan.FromSeconds(60), MemoryBytes = 512L << 20 };

    internal static SlideWorkers Workers(SlideWorkerOptions? options = null) => new(options ?? Options, ImageLimits.Default);

    internal static string File(TemporaryFolder folder, string name, string when, string what) => folder.Write(name, HostileFile.Text(when, what));
}
