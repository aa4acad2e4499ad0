using System.Text;

namespace Concord;

/// <summary>
/// Reads what a process prints to its standard error, however much, and keeps the end of it. It may hold anything of a file, so it is only looked
/// into for why the process ended.
/// </summary>
internal sealed class ErrorTail
{
    private const int Kept = 4096;

    private readonly Stream _stream;
    private readonly Thread _thread;
    private readonly byte[] _tail = new byte[Kept];
    private int _filled;

    internal ErrorTail(Stream stream)
    {
        _stream = stream;
        _thread = new Thread(Drain, maxStackSize: 128 * 1024) { IsBackground = true, Name = "concord worker errors" };
        _thread.Start();
    }

    /// <summary>The last bytes as text, once the process has ended; waits no longer than `wait` for the stream to end too.</summary>
    internal string Text(TimeSpan wait)
    {
        _thread.Join(wait);
        lock (_tail) return Encoding.UTF8.GetString(_tail, 0, _filled);
    }

    private void Drain()
    {
        var piece = new byte[Kept];
        try
        {
            for (int got; (got = _stream.Read(piece)) > 0;) Keep(piece.AsSpan(0, got));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone and its end of the stream closed.
        }
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        lock (_tail)
        {
            var keep = Math.Min(_filled, Kept - piece.Length);
            _tail.AsSpan(_filled - keep, keep).CopyTo(_tail);
            piece.CopyTo(_tail.AsSpan(keep));
            _filled = keep + piece.Length;
        }
    }
}
