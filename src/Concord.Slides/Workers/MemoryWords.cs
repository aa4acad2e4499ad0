namespace Concord;

/// <summary>How libraries say that memory ran out, and how we do.</summary>
internal static class MemoryWords
{
    // glib, .NET, C++, the C library, libvips, libtiff.
    private static readonly string[] Known = ["failed to allocate", "out of memory", "bad_alloc", "cannot allocate memory", "malloc failed"];

    internal static bool AreIn(string text) => Known.Any(words => text.Contains(words, StringComparison.OrdinalIgnoreCase));

    internal static string Sentence(SlideWorkerOptions options) => FormattableString.Invariant(
        $"reading it needs more than the {options.MemoryBytes / (1024 * 1024)} MiB of memory that a file is given");
}
