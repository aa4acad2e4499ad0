namespace Concord.Cli.Output;

/// <summary>Progress for logs: a line when the work changes, at each further tenth, and otherwise every ten seconds.</summary>
internal sealed class ProgressLines(TextWriter writer, string unit, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private readonly Pace _pace = new(time);
    private string? _doing;
    private long _tenth;
    private long _lastLine;

    public void Show(string doing, long done, long total)
    {
        lock (_lock)
        {
            var tenth = total > 0 ? done * 10 / total : 0;
            if (doing != _doing) Begin(doing, done, total);
            else if (Due(tenth, done == total && total > 0)) Print(done, total);
            else return;
            _tenth = tenth;
            _lastLine = time.GetTimestamp();
        }
    }

    public void Dispose()
    {
    }

    private void Begin(string doing, long done, long total)
    {
        _doing = doing;
        _pace.Restart(done);
        writer.WriteLine(total > 0 ? $"{doing}: {total} {unit}{(done > 0 ? $", {done} done already" : "")}" : doing);
    }

    private bool Due(long tenth, bool finished)
    {
        var since = time.GetElapsedTime(_lastLine);
        return since >= Longest || (tenth > _tenth && (since >= Shortest || finished));
    }

    private void Print(long done, long total)
    {
        var pace = _pace.Describe(done, total, unit);
        var count = total > 0 ? $"{done}/{total} {unit}" : $"{done} {unit}";
        writer.WriteLine($"{_doing}: {count}{(pace.Length > 0 ? ", " + pace : "")}");
    }
}
