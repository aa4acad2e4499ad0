using System.Diagnostics;

namespace Concord.Tests;

/// <summary>The crash host as a process of its own. Killed when disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    internal ChildProcess(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        // A killed runtime cannot remove its debugger's pipes from the temporary folder; so it makes none.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.ArgumentList.Add(typeof(CrashScript).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
    }

    /// <summary>The next line it says; null when it has ended.</summary>
    internal string? Line() => _process.StandardOutput.ReadLine();

    /// <summary>Kills it by SIGKILL and returns what it had said meanwhile.</summary>
    internal List<string> Kill()
    {
        _process.Kill();
        var rest = new List<string>();
        while (Line() is { } line) rest.Add(line);
        _process.WaitForExit();
        return rest;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
