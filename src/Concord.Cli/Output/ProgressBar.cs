using System.Text;

namespace Concord.Cli.Output;

/// <summary>A bar on the last line of a terminal, drawn over itself at most ten times a second and gone when the work is done.</summary>
internal sealed class ProgressBar : IProgressView
{
    private const int Cells = 24;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly TextWriter _writer;
    private readonly string _unit;
    private readonly TimeProvider _time;
    private readonly Pace _pace;
    private readonly ITimer _tick;
    private string? _doing;
    private long _done;
    private long _total;
    private long _lastDrawn;
    private bool _over;

    internal ProgressBar(TextWriter writer, string unit, TimeProvider time)
    {
        (_writer, _unit, _time, _pace) = (writer, unit, time, new Pace(time));
        _tick = time.CreateTimer(_ => Redraw(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Show(string doing, long done, long total)
    {
        lock (_lock)
        {
            var changed = doing != _doing;
            if (changed) _pace.Restart(done);
            (_doing, _done, _total) = (doing, done, total);
            if (changed || _time.GetElapsedTime(_lastDrawn) >= Between) Draw();
        }
    }

    public void Dispose()
    {
        _tick.Dispose();
        lock (_lock)
        {
            if (_doing is not null && !_over) _writer.Write("\r\u001b[K");
            _over = true;
        }
    }

    private void Redraw()
    {
        lock (_lock)
        {
            if (_doing is not null) Draw();
        }
    }

    private void Draw()
    {
        if (_over) return;
        _lastDrawn = _time.GetTimestamp();
        var line = new StringBuilder(_doing).Append("  ");
        if (_total > 0)
        {
            var full = (int)Math.Clamp(_done * Cells / _total, 0, Cells);
            line.Append('━', full).Append('·', Cells - full).Append($" {_done * 100 / _total,3} %  {_done}/{_total} {_unit}");
            if (_pace.Describe(_done, _total, _unit) is { Length: > 0 } pace) line.Append("  ").Append(pace);
        }
        else
        {
            line.Append(Pace.Clock(_pace.Elapsed));
        }

        _writer.Write("\r\u001b[K" + Fit(line.ToString()));
    }

    /// <summary>A line longer than the terminal would wrap, and the next one could not be drawn over it.</summary>
    private static string Fit(string line)
    {
        var width = Console.WindowWidth > 1 ? Console.WindowWidth - 1 : 79;
        return line.Length > width ? line[..width] : line;
    }
}
