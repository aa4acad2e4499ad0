using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Concord.Interop;

/// <summary>Makes this process another program's: number, streams, limits and parent stay.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe class ProcessImage
{
    /// <summary>Returns only by throwing <see cref="ConcordUnsupportedException"/>. `arguments` begin with the program's name.</summary>
    internal static void Become(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        // Nothing is freed: either all of this process's memory goes, or it ends.
        fixed (byte* path = Utf8(program))
        {
            _ = Posix.Become(path, Texts(arguments), Texts([.. environment.Select(variable => $"{variable.Key}={variable.Value}")]));
        }

        throw new ConcordUnsupportedException($"{program} cannot be run: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static byte** Texts(IReadOnlyList<string> texts)
    {
        var list = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++) list[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        return list;
    }

    private static byte[] Utf8(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
