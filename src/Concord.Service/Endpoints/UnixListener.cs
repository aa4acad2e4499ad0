using System.Net.Sockets;
using System.Runtime.Versioning;
using Concord.Interop;
using Concord.Protocol;
using Microsoft.Extensions.Logging;

namespace Concord.Service;

/// <summary>
/// A Unix domain socket in a folder of the user's own. Its lock file says that a server lives: a socket without one is what a killed server left, and
/// is replaced. The user of every client is asked of the kernel.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixListener : IServiceListener
{
    private const int Backlog = 128;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly Socket _socket;
    private readonly ILogger _log;
    private readonly TimeSpan _sendPatience;

    internal UnixListener(ServiceEndpoint endpoint, TimeSpan sendPatience, ILogger log)
    {
        (_path, _sendPatience, _log) = (endpoint.Address, sendPatience, log);
        PrepareFolder(Path.GetDirectoryName(_path)!);
        _lock = TakeLock(_path);
        try
        {
            File.Delete(_path);
            _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _socket.Bind(new UnixDomainSocketEndPoint(_path));
            File.SetUnixFileMode(_path, OwnFile);
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket?.Dispose();
            _lock.Dispose();
            throw;
        }
    }

    public async Task<Stream?> Accept(CancellationToken stop)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (stop.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return null;
            }
            catch (SocketException e)
            {
                // Descriptors may be used up for a moment: those who are connected go on.
                _log.NotAccepted(e.SocketErrorCode);
                await Task.Delay(TimeSpan.FromMilliseconds(50), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            if (PeerUser.Of(client) == PeerUser.Own)
            {
                client.SendTimeout = (int)_sendPatience.TotalMilliseconds;
                return new NetworkStream(client, ownsSocket: true);
            }

            _log.OtherUser();
            client.Dispose();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
        _lock.Dispose();
    }

    /// <summary>Makes the folder, or makes sure of it: a link, a folder of someone else's or one open to others is not used.</summary>
    private static void PrepareFolder(string folder)
    {
        if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnFolder.Mode);
        if (OwnFolder.Problem(folder) is { } problem) throw new UnauthorizedAccessException($"{folder} {problem}");
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(Path.ChangeExtension(path, ".lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnFile,
            });
        }
        catch (IOException)
        {
            throw new EndpointInUseException($"an engine is listening at {path} already; stop it, or name another pipe with --pipe");
        }
    }
}
