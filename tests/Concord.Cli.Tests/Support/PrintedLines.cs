namespace Concord.Cli.Tests.Support;

/// <summary>The lines that a process prints to one of its streams, read to the end; they can be waited for.</summary>
internal sealed class PrintedLines
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Text, TaskCompletionSource Met)> _waiting = [];

    internal PrintedLines(StreamReader stream) => _ = Task.Run(() => Read(stream));

    /// <summary>Waits until a line with this text is printed, or was. Throws when the stream ends without one.</summary>
    internal Task Line(string text)
    {
        lock (_gate)
        {
            if (_lines.Exists(line => line.Contains(text, StringComparison.Ordinal))) return Task.CompletedTask;
            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((text, met));
            return met.Task;
        }
    }

    private async Task Read(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                _lines.Add(line);
                foreach (var (text, met) in _waiting) if (line.Contains(text, StringComparison.Ordinal)) met.TrySetResult();
            }
        }

        lock (_gate)
        {
            foreach (var (text, met) in _waiting) met.TrySetException(new EndOfStreamException($"it ended without printing \"{text}\""));
        }
    }
}
