using System.Runtime.InteropServices;

namespace Concord.Zoo;

/// <summary>What a bad plugin may do: "WHEN WHAT".</summary>
internal static partial class Acts
{
    internal static void Do(string act, string when)
    {
        if (act.Split(' ') is not [var moment, var what] || moment != when) return;
        switch (what)
        {
            case "throw": throw new InvalidOperationException($"it throws at {when}");
            case "hang": Thread.Sleep(Timeout.Infinite); break;
            case "exit": Environment.Exit(3); break;
            case "segfault": Crash(); break;
            case "print": Console.WriteLine("printed to standard output"); break;
            default: throw new NotSupportedException(what);
        }
    }

    private static unsafe void Crash() => Fill((byte*)0x100000, 1, 4096);

    [LibraryImport("libc", EntryPoint = "memset")]
    private static unsafe partial void* Fill(byte* at, int value, nint bytes);
}
