using System.Diagnostics;
using Concord.Client;
using Concord.Protocol;

namespace Concord.Cli.Tests.Support;

/// <summary>An engine of its own pipe, and a client of it.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class RunningEngine : IAsyncDisposable
{
    private RunningEngine(Process process, ConcordClient client) => (Process, Client) = (process, client);

    internal Process Process { get; }

    internal ConcordClient Client { get; }

    internal static async Task<RunningEngine> Start(ConcordProcess concord, string folder, params string[] arguments)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var process = concord.Start(["serve", "--pipe", Path.Combine(folder, "s.sock"), .. arguments]);
        while (await process.StandardError.ReadLineAsync() is { } line && !line.Contains("Listening at", StringComparison.Ordinal))
        {
        }

        return new RunningEngine(process, await ConcordClient.Connect(new ClientOptions { Pipe = Path.Combine(folder, "s.sock") }));
    }

    /// <summary>Waits for a job's end, however long; its report.</summary>
    internal async Task<RpcParameters> Ended(string job)
    {
        var ended = new TaskCompletionSource<RpcParameters>();
        Client.Job += Note;
        Note(await Client.Call("index.watch", new RequestMap().Add("job", job)));
        return (await ended.Task.WaitAsync(TimeSpan.FromMinutes(5))).Map("report") ?? throw new InvalidOperationException("the job failed");

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
