using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Concord.Interop;

/// <summary>Who is at the other end of a Unix domain socket, and whose a folder is; by the kernel's word.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PeerUser
{
    private const int SocketLevel = 1;          // SOL_SOCKET
    private const int PeerCredentials = 17;     // SO_PEERCRED: pid, uid, gid
    private const int MacLocal = 0;             // SOL_LOCAL
    private const int MacPeerCredentials = 1;   // LOCAL_PEERCRED: version, uid, …
    private const int UserAt = 4;

    /// <summary>The user this process runs as.</summary>
    internal static uint Own => Posix.EffectiveUser();

    internal static uint Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[128];
        var (level, name) = OperatingSystem.IsMacOS() ? (MacLocal, MacPeerCredentials) : (SocketLevel, PeerCredentials);
        socket.GetRawSocketOption(level, name, credentials);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[UserAt..]) : BinaryPrimitives.ReadUInt32BigEndian(credentials[UserAt..]);
    }

    /// <summary>The owner of a folder. Where the system does not tell (macOS here), ownership is what only an owner can do: set the mode it has.</summary>
    internal static uint OwnerOf(string folder)
    {
        if (OperatingSystem.IsLinux()) return FileFacts.Owner(folder);
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder));
        return Own;
    }
}
