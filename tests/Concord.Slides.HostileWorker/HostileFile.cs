namespace Concord.Tests;

/// <summary>A file that tells the hostile worker what to do, and when: "concord-test WHEN WHAT" behind the first bytes of a TIFF.</summary>
internal sealed record HostileFile(string When, string What)
{
    private const string Magic = "II*\0concord-test ";

    internal static string Text(string when, string what) => $"{Magic}{when} {what}";

    /// <summary>Null for every other file.</summary>
    internal static HostileFile? Of(string path)
    {
        using var reader = new StreamReader(path);
        var start = new char[64];
        var text = new string(start, 0, reader.ReadBlock(start));
        return text.StartsWith(Magic, StringComparison.Ordinal) && text.Split(' ') is [_, var when, var what] ? new HostileFile(when, what) : null;
    }
}
