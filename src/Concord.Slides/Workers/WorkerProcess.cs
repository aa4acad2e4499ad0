using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Concord;

/// <summary>A worker as a process of the system: started, killed, and asked how it ended. Killing is thread-safe.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>How long a process that was killed, or has closed its streams, may take to be gone: one stuck in the kernel is not waited for.</summary>
    private static readonly TimeSpan EndWait = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly ErrorTail _errors;
    private bool _disposed;

    private WorkerProcess(Process process)
    {
        _process = process;
        _errors = new ErrorTail(process.StandardError.BaseStream);
    }

    internal int Id => _process.Id;

    internal Stream Requests => _process.StandardInput.BaseStream;

    internal Stream Answers => _process.StandardOutput.BaseStream;

    /// <summary>Told once when the process has ended, from a thread of the pool.</summary>
    internal event EventHandler Exited
    {
        add
        {
            _process.Exited += value;
            _process.EnableRaisingEvents = true;
        }
        remove => _process.Exited -= value;
    }

    internal static WorkerProcess Start(SlideWorkerOptions options)
    {
        var start = new ProcessStartInfo(options.FindProgram());
        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(options.MemoryBytes.ToString(CultureInfo.InvariantCulture));
        return Start(start, options.MemoryBytes);
    }

    /// <summary>Starts a program of ours, which takes on its limits by itself. Throws <see cref="ConcordUnsupportedException"/> where it cannot be started.</summary>
    internal static WorkerProcess Start(ProcessStartInfo start, long memoryBytes)
    {
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        SetRuntime(start.Environment, memoryBytes);
        try
        {
            return new WorkerProcess(LastingThread.Run(() => Process.Start(start)!));
        }
        catch (Win32Exception e)
        {
            throw new ConcordUnsupportedException($"{start.FileName} cannot be started: {e.Message}", e);
        }
    }

    internal void Kill()
    {
        lock (_lock)
        {
            if (!_disposed && !_process.HasExited) _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Closes its input, which tells it to end, and waits no longer than `wait` until it has.</summary>
    internal void LetGo(TimeSpan wait)
    {
        Requests.Dispose();
        _process.WaitForExit(wait);
    }

    /// <summary>Waits for the end, which is made sure of, and gives the exit code, above 128 for a signal; null when it is stuck.</summary>
    internal int? ExitCode()
    {
        if (!_process.WaitForExit(EndWait)) Kill();
        return _process.WaitForExit(EndWait) ? _process.ExitCode : null;
    }

    /// <summary>The end of what it printed to standard error. Only after <see cref="ExitCode"/>.</summary>
    internal string Errors() => _errors.Text(EndWait);

    public void Dispose()
    {
        Kill();
        _process.WaitForExit(EndWait);
        _errors.Text(EndWait);
        lock (_lock)
        {
            _disposed = true;
            Requests.Dispose();
            Answers.Dispose();
            _process.StandardError.Dispose();
            _process.Dispose();
        }
    }

    private static void SetRuntime(IDictionary<string, string?> environment, long memoryBytes)
    {
        // Where this process's own runtime lies: the program looks in the system's places otherwise.
        environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        // Less than all, so that it collects before the system refuses; native libraries need the rest.
        environment["DOTNET_GCHeapHardLimit"] = (memoryBytes / 4 * 3).ToString("x", CultureInfo.InvariantCulture);
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        // A killed runtime cannot remove its debugger's pipes from the temporary folder; so it makes none.
        environment["DOTNET_EnableDiagnostics"] = "0";
    }
}
