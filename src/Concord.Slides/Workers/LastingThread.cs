using System.Collections.Concurrent;

namespace Concord;

/// <summary>
/// A thread that lives as long as this process. Worker processes are started on it: on Linux a child that asks to die with its parent dies with the
/// thread that started it.
/// </summary>
internal static class LastingThread
{
    private static readonly Lazy<BlockingCollection<Task>> Work = new(Start);

    internal static T Run<T>(Func<T> work)
    {
        var task = new Task<T>(work);
        Work.Value.Add(task);
        return task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Task> Start()
    {
        var tasks = new BlockingCollection<Task>();
        var thread = new Thread(() =>
        {
            foreach (var task in tasks.GetConsumingEnumerable()) task.RunSynchronously(TaskScheduler.Default);
        })
        { IsBackground = true, Name = "concord worker starter" };
        thread.Start();
        return tasks;
    }
}
