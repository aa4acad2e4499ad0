namespace Concord.Interop;

/// <summary>How many names a file has, where the system tells (Linux); 1 elsewhere.</summary>
internal static class HardLinks
{
    internal static int Count(string path) => OperatingSystem.IsLinux() ? FileFacts.HardLinks(path) : 1;
}
