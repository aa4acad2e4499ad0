namespace Concord.Plugins.Tests;

/// <summary>Bad managed plugins, in processes of their own: each costs its calls, and the good one beside it goes on.</summary>
[Platform(Include = "Linux")]
internal sealed class ManagedZooTests : PluginTest
{
    private static readonly int[] Reversed = [3, 2, 1, 0];

    [TestCase("throw", "it throws at rerank")]
    [TestCase("few", "an order of 0 for 4 hits")]
    [TestCase("twice", "twice or out of place")]
    [TestCase("outside", "twice or out of place")]
    [TestCase("null", "NullReferenceException")]
    public void Rerank_ThatFails_IsAReasonAndTheProcessGoesOn(string act, string reason)
    {
        AllowZoo("bad");
        using var host = Host();
        var process = host.Plugins.Single().ProcessId;
        Assert.That(() => host.Rerankers["bad"].Rerank(Hits(act)), Throws.TypeOf<PluginException>().With.Message.Contains("bad").And.Message.Contains(reason));
        Assert.That(host.Rerankers["bad"].Rerank(Hits()), Is.EqualTo(Reversed));
        Assert.That(host.Plugins.Single().ProcessId, Is.EqualTo(process));
    }

    [TestCase("segfault", "crashed")]
    [TestCase("exit", "exit code 3")]
    public void Rerank_ThatEndsItsProcess_IsStartedAgainAndQuarantinedAtTheThird(string act, string reason)
    {
        AllowZoo("bad");
        AllowZoo("good");
        using var host = Host();
        var bad = host.Rerankers["bad"];
        for (var time = 1; time <= 2; time++)
        {
            Assert.That(() => bad.Rerank(Hits(act)), Throws.TypeOf<PluginException>().With.Message.Contains(reason));
            Assert.That(host.Rerankers["good"].Rerank(Hits()), Is.EqualTo(Reversed));
            Await("bad", PluginState.Running, 1 + time);
            Assert.That(bad.Rerank(Hits()), Is.EqualTo(Reversed), "the same object answers from the next process");
        }

        Assert.That(() => bad.Rerank(Hits(act)), Throws.TypeOf<PluginException>().With.Message.Contains(reason));
        Await("bad", PluginState.Quarantined);
        Assert.Multiple(() =>
        {
            Assert.That(() => bad.Rerank(Hits()), Throws.TypeOf<PluginException>().With.Message.Contains("quarantined: it ended 3 times within 60 s").And.Message.Contains(reason));
            Assert.That(host.Plugins.Single(plugin => plugin.Id == "bad"), Has.Property("State").EqualTo(PluginState.Quarantined).And.Property("ProcessId").Null);
            Assert.That(host.Rerankers["good"].Rerank(Hits()), Is.EqualTo(Reversed));
        });
        Assert.That(host.Reload("bad").State, Is.EqualTo(PluginState.Running));
        Assert.That(host.Rerankers["bad"].Rerank(Hits()), Is.EqualTo(Reversed));
    }

    [Test]
    public void Rerank_EndsFurtherApartThanTheWindow_AreNotQuarantined()
    {
        var time = new ManualTime();
        AllowZoo("bad");
        using var host = Host(Options with { Time = time });
        for (var i = 0; i < 5; i++)
        {
            Assert.That(() => host.Rerankers["bad"].Rerank(Hits("exit")), Throws.TypeOf<PluginException>());
            Await("bad", PluginState.Running, 2 + i);
            time.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.That(host.Rerankers["bad"].Rerank(Hits()), Is.EqualTo(Reversed));
    }

    [Test]
    public void Rerank_ThatHangs_IsEndedAndOthersAnswerMeanwhile()
    {
        AllowZoo("bad");
        AllowZoo("good");
        using var host = Host(Options with { Limits = PluginLimits.Default with { Call = TimeSpan.FromSeconds(3) } });
        var hanging = Task.Run(() => host.Rerankers["bad"].Rerank(Hits("hang")));
        Assert.That(host.Rerankers["good"].Rerank(Hits()), Is.EqualTo(Reversed));
        Assert.That(hanging.IsCompleted, Is.False, "the other waits for nobody");
        Assert.That(async () => await hanging, Throws.TypeOf<PluginException>().With.Message.Contains("no answer in time"));
        Await("bad", PluginState.Running, 2);
        Assert.That(host.Rerankers["bad"].Rerank(Hits()), Is.EqualTo(Reversed));
    }

    [Test]
    public void Process_KilledBetweenQuestions_IsStartedAgainUnasked()
    {
        AllowZoo("bad");
        using var host = Host();
        using (var process = System.Diagnostics.Process.GetProcessById(host.Plugins.Single().ProcessId!.Value)) process.Kill();
        Await("bad", PluginState.Running, 2);
        Assert.That(Changes.Single(change => change.State == PluginState.Restarting).Reason, Does.Contain("signal 9"));
        Assert.That(host.Rerankers["bad"].Rerank(Hits()), Is.EqualTo(Reversed));
    }

    [Test]
    public void Rerank_ThatPrints_DisturbsNoFrame()
    {
        AllowZoo("bad", "configure print");
        using var host = Host();
        Assert.That(host.Rerankers["bad"].Rerank(Hits("print")), Is.EqualTo(Reversed));
    }

    [TestCase("configure throw", "it throws at configure")]
    [TestCase("start throw", "it throws at start")]
    [TestCase("nothing", "provides nothing")]
    [TestCase("two", "two services")]
    [TestCase("other-kind", "Exporter")]
    public void Load_ThatFails_IsRefusedWithTheReason(string act, string reason)
    {
        foreach (var isolation in new[] { "process", "host" })
        {
            AllowZoo("bad", act, isolation);
            AllowZoo("good");
            using var host = Host();
            var bad = host.Plugins.Single(plugin => plugin.Id == "bad");
            Assert.That((bad.State, bad.ProcessId), Is.EqualTo((PluginState.Refused, (int?)null)), isolation);
            Assert.That(bad.Reason, Does.Contain(reason), isolation);
            Assert.That(host.Rerankers.Keys, Is.EqualTo(new[] { "good" }), isolation);
        }
    }

    [TestCase("configure exit", "exit code 3")]
    [TestCase("configure segfault", "crashed")]
    public void Load_ThatEndsItsProcess_IsQuarantinedAfterThreeStarts(string act, string reason)
    {
        AllowZoo("bad", act);
        using var host = Host();
        Await("bad", PluginState.Quarantined);
        Assert.Multiple(() =>
        {
            Assert.That(Changes.Count(change => change.State == PluginState.Restarting), Is.EqualTo(2));
            Assert.That(host.Plugins.Single().Reason, Does.Contain(reason));
            Assert.That(host.Rerankers, Is.Empty);
        });
    }

    [TestCase("throw")]
    [TestCase("twice")]
    [TestCase("null")]
    public void Rerank_InTheHost_ThatFails_IsAReason(string act)
    {
        AllowZoo("bad", isolation: "host");
        using var host = Host();
        Assert.That(() => host.Rerankers["bad"].Rerank(Hits(act)), Throws.TypeOf<PluginException>().With.Message.Contains("plugin bad"));
        Assert.That(host.Rerankers["bad"].Rerank(Hits()), Is.EqualTo(Reversed));
    }

    [Test]
    public void Stop_ThatHangs_IsEnded()
    {
        AllowZoo("bad", "stop hang");
        var host = Host();
        var process = host.Plugins.Single().ProcessId!.Value;
        host.Dispose();
        Assert.That(() => System.Diagnostics.Process.GetProcessById(process), Throws.TypeOf<ArgumentException>());
    }
}
