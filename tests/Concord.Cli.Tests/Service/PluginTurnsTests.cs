using Concord.Cli.Service;
using Concord.Protocol;

namespace Concord.Cli.Tests.Service;

internal sealed class PluginTurnsTests
{
    [Test]
    public void Take_MoreThanEightOfOnePlugin_AreBusyUntilOneIsBack()
    {
        var turns = new PluginTurns();
        using var open = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        using var inside = new CountdownEvent(8);
        var waiting = Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
            () => turns.Take("slow", () => { inside.Signal(); open.Wait(); return i; }, stop.Token), TaskCreationOptions.LongRunning)).ToList();
        inside.Wait();
        Assert.That(Assert.Throws<RpcException>(() => turns.Take("slow", () => 0, CancellationToken.None))!.Code, Is.EqualTo("busy"));
        Assert.That(turns.Take("other", () => 5, CancellationToken.None), Is.EqualTo(5), "another plugin has its own turns");
        stop.Cancel();
        foreach (var task in waiting) Assert.That(async () => await task, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Assert.Throws<RpcException>(() => turns.Take("slow", () => 0, CancellationToken.None))!.Code, Is.EqualTo("busy"), "the plugin is still at it, whoever waits");
        open.Set();
        Assert.That(() => Retry(turns), Is.EqualTo(7));
    }

    [Test]
    public void Take_WorkThatThrows_ThrowsThat() =>
        Assert.That(() => new PluginTurns().Take<int>("bad", () => throw new PluginException("no"), CancellationToken.None), Throws.TypeOf<PluginException>().With.Message.EqualTo("no"));

    private static int Retry(PluginTurns turns)
    {
        while (true)
        {
            try
            {
                return turns.Take("slow", () => 7, CancellationToken.None);
            }
            catch (RpcException)
            {
                Thread.Yield();
            }
        }
    }
}
