using System.Diagnostics;
using Concord.Client;

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
