using System.Diagnostics;
using Concord.Client;
using Concord.Protocol;

namespace Concord.Cli.Tests.Support;

/// <summary>An engine of its own pipe, and a client of it.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly PrintedLines _log;

    private RunningEngine(Process process, PrintedLines log, ConcordClient client) => (Process, _log, Client) = (process, log, client);

    internal Process Process { get; }

    internal ConcordClient Client { get; }

    internal static async Task<RunningEngine> Start(ConcordProcess concord, string folder, params string[] arguments)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var process = concord.Start(["serve", "--pipe", Path.Combine(folder, "s.sock"), .. arguments]);
        var log = new PrintedLines(process.StandardError);
        await log.Line("Listening at");
        return new RunningEngine(process, log, await ConcordClient.Connect(new ClientOptions { Pipe = Path.Combine(folder, "s.sock") }));
    }

    /// <summary>Waits until its log has a line with this text.</summary>
    internal Task Logged(string text) => _log.Line(text);

    /// <summary>Waits until the process has ended; its exit code.</summary>
    internal async Task<int> Exit()
    {
        await Process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return Process.ExitCode;
    }

    /// <summary>Waits for a job's end, however long; its report.</summary>
    internal async Task<RpcParameters> Ended(string job)
    {
        return (await End(job)).Map("report") ?? throw new InvalidOperationException("the job failed");
    }

    /// <summary>Waits for a job's end, however it ends; its last event.</summary>
    internal async Task<RpcParameters> End(string job)
    {
        var ended = new TaskCompletionSource<RpcParameters>();
        Client.Job += Note;
        Note(await Client.Call("index.watch", new RequestMap().Add("job", job)));
        return await ended.Task.WaitAsync(TimeSpan.FromMinutes(5));

        void Note(RpcParameters step)
        {
            if (step.Text("job") == job && step.Text("state") != "running") ended.TrySetResult(step);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        try
        {
            Process.Kill();
            await Process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It ended before.
        }

        Process.Dispose();
    }
}
