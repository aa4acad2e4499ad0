namespace Concord.Cli.Output;

/// <summary>Chooses how progress is shown, and adapts it to <see cref="IProgress{T}"/>.</summary>
internal static class ProgressView
{
    /// <summary>A bar when a person looks at stderr, a line now and then otherwise.</summary>
    /// <param name="unit">What is counted, in the plural: "tiles".</param>
    internal static IProgressView Start(string unit) =>
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb"
            ? new ProgressLines(Console.Error, unit, TimeProvider.System)
            : new ProgressBar(Console.Error, unit, TimeProvider.System);

    /// <summary>Reports on the thread that calls, in order; <see cref="Progress{T}"/> would do neither.</summary>
    internal static IProgress<T> From<T>(Action<T> report) => new Direct<T>(report);

    private sealed class Direct<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
