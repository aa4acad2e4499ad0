using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>CPU time of the whole process for a piece of work done on several threads at once.</summary>
internal static class CpuClock
{
    /// <summary>
    /// Runs `work(thread)` on each thread until all return, and gives CPU seconds for each unit of what they return together. Threads
    /// run at once, as in the pipeline, so that what they share (caches, memory) is paid here too.
    /// </summary>
    internal static double SecondsPerUnit(int threads, Func<int, long> work)
    {
        var done = 0L;
        var failures = new List<Exception>();
        var started = Environment.CpuUsage.TotalTime;
        var running = Enumerable.Range(0, threads).Select(number => new Thread(() => Work(number))).ToList();
        running.ForEach(thread => thread.Start());
        running.ForEach(thread => thread.Join());
        if (failures.Count > 0) throw new AggregateException(failures);
        return (Environment.CpuUsage.TotalTime - started).TotalSeconds / Math.Max(1, done);

        void Work(int number)
        {
            try
            {
                Interlocked.Add(ref done, work(number));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                lock (failures) failures.Add(e);
            }
        }
    }

    /// <summary>Repeats `step` until `least` has passed; gives the sum of what it returns.</summary>
    internal static long Repeat(TimeSpan least, Func<long> step, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var done = 0L;
        do
        {
            ct.ThrowIfCancellationRequested();
            done += step();
        }
        while (Stopwatch.GetElapsedTime(start) < least);
        return done;
    }
}
