using Concord.Service;

namespace Concord.Tests;

public sealed class ServiceThreadsTests
{
    [Test]
    public void Run_ManyAtOnce_EachHasAThread()
    {
        using var threads = new ServiceThreads();
        var barrier = new Barrier(41);
        for (var i = 0; i < 40; i++) threads.Run(barrier.SignalAndWait);
        barrier.SignalAndWait();
    }

    [Test]
    public void Run_OneAfterTheOther_AllAreDoneAndFewThreadsAreUsed()
    {
        using var threads = new ServiceThreads();
        var used = new HashSet<int>();
        for (var i = 0; i < 1000; i++)
        {
            var done = new ManualResetEventSlim();
            threads.Run(() =>
            {
                lock (used) used.Add(Environment.CurrentManagedThreadId);
                done.Set();
            });
            done.Wait();
        }

        Assert.That(used, Has.Count.LessThan(1000), "those that wait are used again");
    }

    [Test]
    public void Dispose_WithWorkUnderWay_LetsItEnd()
    {
        var begun = new ManualResetEventSlim();
        var go = new ManualResetEventSlim();
        var done = new ManualResetEventSlim();
        var threads = new ServiceThreads();
        threads.Run(() =>
        {
            begun.Set();
            go.Wait();
            done.Set();
        });
        begun.Wait();
        threads.Dispose();
        go.Set();
        done.Wait();
    }
}
