namespace Concord.Interop;

/// <summary>Text that crosses to C, where it ends at the first zero character.</summary>
internal static class NativeText
{
    /// <summary>Refuses text that C would cut short: a path that names another file than the one that was checked.</summary>
    internal static void Check(string? text, string name)
    {
        if (text?.Contains('\0', StringComparison.Ordinal) == true)
            throw new ConcordArgumentException($"{name} contains a zero character at position {text.IndexOf('\0', StringComparison.Ordinal)}");
    }
}
