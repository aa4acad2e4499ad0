using Concord.Interop;

namespace Concord.Worker;

/// <summary>The two streams to the parent, with the limits taken on before anything comes through them.</summary>
internal sealed record WorkerPipes(Stream Requests, Stream Answers) : IDisposable
{
    internal static WorkerPipes Take(WorkerArguments arguments)
    {
        ChildLimits.DieWith(arguments.Parent);
        ChildLimits.Memory(arguments.MemoryBytes);
        if (OperatingSystem.IsWindows()) return OfConsole();
        var (input, output) = StandardPipes.Take();
        return new WorkerPipes(input, output);
    }

    public void Dispose()
    {
        Requests.Dispose();
        Answers.Dispose();
    }

    /// <summary>Printing of this runtime is kept apart; that of native libraries is not.</summary>
    private static WorkerPipes OfConsole()
    {
        var pipes = new WorkerPipes(Console.OpenStandardInput(), Console.OpenStandardOutput());
        Console.SetOut(Console.Error);
        return pipes;
    }
}
