using System.Globalization;
using Concord.Protocol;

namespace Concord;

/// <summary>Why a worker process answers no more, as a reason for the file it was reading.</summary>
internal static class WorkerEnd
{
    private const int Signals = 128;

    internal static string Late(SlideWorkerOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"reading it gave no answer within {options.Deadline.TotalSeconds:0.#} s, and was ended");

    internal static string Nonsense(ProtocolException e) => $"reading it gave an answer that makes no sense ({e.Message})";

    /// <param name="exitCode">Null when it is stuck.</param>
    /// <param name="errors">The end of what it printed.</param>
    /// <param name="options">Its limits.</param>
    internal static string Of(int? exitCode, string errors, SlideWorkerOptions options) => exitCode switch
    {
        null => "reading it is stuck in the system, and was left behind",
        not 0 when MemoryWords.AreIn(errors) => MemoryWords.Sentence(options),
        Signals + 9 => "reading it was ended from outside (signal 9, SIGKILL), as the system does when its memory runs out",
        > Signals => $"reading it crashed ({SignalOf(exitCode.Value)})",
        _ => $"the program that read it ended by itself (exit code {exitCode})",
    };

    /// <summary>The signal that ended a process, by its exit code above 128: "signal 11, SIGSEGV".</summary>
    internal static string SignalOf(int exitCode) => $"signal {exitCode - Signals}{Name(exitCode - Signals)}";

    private static string Name(int signal) => signal switch
    {
        4 => ", SIGILL",
        5 => ", SIGTRAP",
        6 => ", SIGABRT",
        7 => ", SIGBUS",
        8 => ", SIGFPE",
        11 => ", SIGSEGV",
        15 => ", SIGTERM",
        31 => ", SIGSYS",
        _ => "",
    };
}
