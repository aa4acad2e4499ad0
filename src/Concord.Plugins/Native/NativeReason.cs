using System.Runtime.InteropServices;
using System.Text;

namespace Concord.Plugins;

/// <summary>The buffer in which a native plugin says why it failed, and what its status codes mean.</summary>
internal static unsafe class NativeReason
{
    internal const int Bytes = 512;

    internal static string Of(int status, byte* reason)
    {
        // Not believed to end in a zero.
        var text = new ReadOnlySpan<byte>(reason, Bytes);
        var end = text.IndexOf((byte)0);
        var said = Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
        return said.Length > 0 ? said : status switch
        {
            2 => "it does not support this host",
            3 => "memory ran out",
            _ => $"it failed with status {status} and did not say why",
        };
    }

    /// <summary>A text of the plugin's, or null.</summary>
    internal static string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);
}
