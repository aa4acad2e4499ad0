using System.Diagnostics;

namespace Concord.Study;

/// <summary>Notes how long each step of a run takes.</summary>
internal sealed class StepClock
{
    private readonly List<(string Step, TimeSpan Took)> _times = [];

    internal IReadOnlyList<(string Step, TimeSpan Took)> Times => _times;

    internal T Time<T>(string step, Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var result = work();
        _times.Add((step, watch.Elapsed));
        return result;
    }
}
