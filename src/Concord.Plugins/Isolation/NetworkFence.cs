using System.ComponentModel;
using System.Diagnostics;

namespace Concord.Plugins;

/// <summary>The words before a command that leave it without a network: unshare of util-linux. Empty where the system does not let this user do so.</summary>
internal static class NetworkFence
{
    private const string Program = "/usr/bin/unshare";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // As root a namespace of its own is enough; others need one of users too.
    private static readonly Lazy<string[]> Found = new(() => new[] { new[] { Program, "--net", "--" }, [Program, "--user", "--map-current-user", "--net", "--"] }.FirstOrDefault(Works) ?? []);

    internal static IReadOnlyList<string> Prefix => Found.Value;

    private static bool Works(string[] words)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Program)) return false;
        try
        {
            var start = new ProcessStartInfo(words[0], [.. words[1..], "/bin/true"]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            return process.WaitForExit(Patience) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
