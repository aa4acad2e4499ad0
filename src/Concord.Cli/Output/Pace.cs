using System.Globalization;

namespace Concord.Cli.Output;

/// <summary>How fast work goes and how long it will take, from what was done since it began.</summary>
internal sealed class Pace(TimeProvider time)
{
    private long _began = time.GetTimestamp();
    private long _doneAtStart;

    internal TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>Begins to measure here; what was done before (an earlier run) does not count as speed.</summary>
    internal void Restart(long done)
    {
        _began = time.GetTimestamp();
        _doneAtStart = done;
    }

    /// <summary>"12.3 tiles/s, 0:42 left", or "" while there is too little to tell.</summary>
    internal string Describe(long done, long total, string unit)
    {
        var seconds = Elapsed.TotalSeconds;
        if (seconds < 0.5 || done <= _doneAtStart) return "";
        var rate = (done - _doneAtStart) / seconds;
        var text = string.Create(CultureInfo.InvariantCulture, $"{rate:0.#} {unit}/s");
        return total > done ? $"{text}, {Clock(TimeSpan.FromSeconds(Math.Round((total - done) / rate)))} left" : text;
    }

    internal static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");
}
