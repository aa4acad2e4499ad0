using System.Runtime.InteropServices;

namespace Concord.Tests;

/// <summary>What a decoder taken over by a file might do to its process.</summary>
internal static unsafe partial class HostileActs
{
    private const int Block = 64 * 1024 * 1024;

    internal static void Do(string what, TamperingStream answers)
    {
        switch (what)
        {
            case "crash": Fill((byte*)0x100000, 1, 4096); break;
            case "abort": Abort(); break;
            case "hang": while (true) Thread.Sleep(Timeout.Infinite);
            case "exit": ExitNow(3); break;
            case "memory": FillManaged(); break;
            case "native-memory": FillNative(); break;
            case "chatter": Chatter(); break;
            default: answers.Tamper(what); break;
        }
    }

    private static void FillManaged()
    {
        var blocks = new List<byte[]>();
        while (true)
        {
            blocks.Add(new byte[Block]);
            blocks[^1].AsSpan().Fill(1);
        }
    }

    /// <summary>As glib does where memory runs out: OpenSlide allocates through it.</summary>
    private static void FillNative()
    {
        while (Allocate(Block) is var block && block != null) Fill((byte*)block, 1, Block);
        Console.Error.WriteLine($"GLib-ERROR **: failed to allocate {Block} bytes");
        Abort();
    }

    private static void Chatter()
    {
        var line = new byte[1024 * 1024];
        for (var descriptor = 1; descriptor <= 2; descriptor++)
        {
            fixed (byte* text = line) _ = Write(descriptor, text, line.Length);
        }
    }

    [LibraryImport("libc", EntryPoint = "memset")]
    private static partial void* Fill(byte* at, int value, nint bytes);

    [LibraryImport("libc", EntryPoint = "malloc")]
    private static partial void* Allocate(nint bytes);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int code);
}
