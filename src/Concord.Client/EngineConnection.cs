using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Principal;
using Concord.Interop;
using Concord.Protocol;

namespace Concord.Client;

/// <summary>Opens the pipe of an engine of this user, and starts one where that is asked for.</summary>
internal static class EngineConnection
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(1);

    internal static async Task<Stream> Open(ClientOptions options, CancellationToken ct)
    {
        var endpoint = ServiceEndpoint.Of(options.Pipe);
        if (await Try(endpoint, ct).ConfigureAwait(false) is { } stream) return stream;
        if (!options.Start) throw new ConcordServiceException("not_running", $"no engine listens at {endpoint.Address}; start one with \"concord serve\"");
        using var engine = Launch(options);
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < options.StartPatience;)
        {
            if (await Try(endpoint, ct).ConfigureAwait(false) is { } started) return started;
            if (engine.HasExited && engine.ExitCode is not (0 or 4)) throw new ConcordServiceException("not_running", $"the engine did not start: it ended with exit code {engine.ExitCode}; run \"concord serve\" to see why");
            await Task.Delay(Look, ct).ConfigureAwait(false);
        }

        throw new ConcordServiceException("deadline", $"the engine was started, but does not listen at {endpoint.Address} after {options.StartPatience.TotalSeconds:0} s");
    }

    private static async Task<Stream?> Try(ServiceEndpoint endpoint, CancellationToken ct) => OperatingSystem.IsWindows()
        ? await TryPipe(endpoint, ct).ConfigureAwait(false)
        : TrySocket(endpoint);

    /// <summary>
    /// Connected by a call that blocks, never by one that does not: a socket that was once asked without blocking is read through another thread of the
    /// runtime ever after, which costs a wake-up for each answer.
    /// </summary>
    private static NetworkStream? TrySocket(ServiceEndpoint endpoint)
    {
        if (!File.Exists(endpoint.Address)) return null;
        RequireOwn(Path.GetDirectoryName(endpoint.Address)!);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // On Linux this bounds connecting too, which waits where the engine has not greeted those before.
            socket.SendTimeout = (int)ConnectPatience.TotalMilliseconds;
            socket.Connect(new UnixDomainSocketEndPoint(endpoint.Address));
            socket.SendTimeout = 0;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain or SocketError.TimedOut)
        {
            socket.Dispose();
            throw new ConcordServiceException("busy", "the engine is asked by more clients than it can greet; try again later");
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A socket in someone else's folder may be someone else's.</summary>
    private static void RequireOwn(string folder)
    {
        if (!OperatingSystem.IsWindows() && OwnFolder.Problem(folder) is { } problem)
            throw new ConcordServiceException("access_denied", $"the engine may be another user's: {folder} {problem}");
    }

    private static async Task<Stream?> TryPipe(ServiceEndpoint endpoint, CancellationToken ct)
    {
        var pipe = new NamedPipeClientStream(".", endpoint.Address, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly, TokenImpersonationLevel.Identification);
        try
        {
            await pipe.ConnectAsync(Look, ct).ConfigureAwait(false);
            return pipe;
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }

    private static Process Launch(ClientOptions options)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "concord.exe" : "concord");
        var program = options.Program ?? Environment.GetEnvironmentVariable("CONCORD") ?? (File.Exists(beside) ? beside : "concord");
        var start = new ProcessStartInfo(program, ["serve", "--pipe", options.Pipe, .. options.Roots.SelectMany(root => new[] { "--root", root })]) { UseShellExecute = false, CreateNoWindow = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ConcordServiceException("not_running", $"no engine runs, and {program} cannot be started ({e.Message}); name the program with CONCORD or ClientOptions.Program");
        }
    }
}
