using System.Net;
using System.Net.Sockets;

namespace Concord.Plugins.Tests;

/// <summary>Programs as plugins whose frames are none.</summary>
[Platform(Include = "Linux")]
internal sealed class ScriptZooTests : PluginTest
{
    [TestCase("printf '\\245\\245\\245\\245\\245\\245'; exec sleep 60", "claims 2779096485 bytes")]
    [TestCase("printf '\\000\\000\\000\\000'; exec sleep 60", "no body")]
    [TestCase("printf '\\177\\377\\377\\377'; exec sleep 60", "claims 2147483647 bytes")]
    [TestCase("printf '\\000\\000\\000\\002\\301\\301'; exec sleep 60", "no MessagePack type")]
    [TestCase("printf '\\000\\000\\000\\005\\224\\001\\011\\300\\200'; exec sleep 60", "answers what was not asked")]
    [TestCase("printf '\\000\\000\\000\\010\\224'", "exit code 0")]
    [TestCase("exit 7", "exit code 7")]
    [TestCase("kill -SEGV $$", "SIGSEGV")]
    public void Hello_ThatIsNone_IsQuarantinedWithTheReason(string script, string reason)
    {
        AllowScript("script", script);
        AllowZoo("good");
        using var host = Host();
        Await("script", PluginState.Quarantined);
        Assert.That(host.Plugins.Single(plugin => plugin.Id == "script").Reason, Does.Contain(reason));
        Assert.That(host.Rerankers["good"].Rerank(Hits()), Is.EqualTo(new[] { 3, 2, 1, 0 }));
    }

    [Test]
    public void Hello_ThatNeverComes_IsEndedAtTheDeadline()
    {
        AllowScript("script", "exec sleep 600");
        using var host = Host(Options with { Limits = PluginLimits.Default with { Start = TimeSpan.FromSeconds(1) } });
        Await("script", PluginState.Quarantined);
        Assert.That(host.Plugins.Single().Reason, Does.Contain("no answer in time"));
    }

    [TestCase("few", "a vector of 1 elements, not 2")]
    [TestCase("not-finite", "element 0 of the vector is NaN")]
    [TestCase("empty", "dtype is missing")]
    [TestCase("error", "plugin script: no")]
    public void Embed_OfNonsense_IsAReason(string answer, string reason)
    {
        AllowScript("script", $"{Answers.Hello("script")}\n{Answers.Of(answer)}\nexec sleep 60\n");
        using var host = Host();
        var vector = new[] { 5f, 5f };
        Assert.That(() => host.Embedders["script"].Embed(new byte[3], vector), Throws.TypeOf<PluginException>().With.Message.Contains(reason));
        Assert.That(vector, Is.EqualTo(new[] { 5f, 5f }), "nothing of it reaches the caller");
    }

    [TestCase("", false)]
    [TestCase("\"network\"", true)]
    public void Network_OfAProcess_IsThatOfItsPermissions(string permissions, bool reaches)
    {
        if (NetworkFence.Prefix.Count == 0) Assert.Ignore("skipped: this system lets nobody take the network from a process (unshare)");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        // bash connects by itself; whether it could is what the plugin says.
        AllowScript("script", $"bash -c '(exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null' && exit 10\nexit 20\n", permissions);
        using var host = Host();
        Await("script", PluginState.Quarantined);
        Assert.That(host.Plugins.Single().Reason, Does.Contain(reaches ? "exit code 10" : "exit code 20"));
    }

    [Test]
    public void Environment_OfAProcess_HasNothingOfTheHosts()
    {
        Environment.SetEnvironmentVariable("CONCORD_TEST_SECRET", "s");
        AllowScript("script", "[ -z \"$CONCORD_TEST_SECRET$DOTNET_gcServer\" ] && [ \"$PATH\" = /usr/local/bin:/usr/bin:/bin ] && exit 10\nexit 20\n");
        using var host = Host();
        Await("script", PluginState.Quarantined);
        Assert.That(host.Plugins.Single().Reason, Does.Contain("exit code 10"));
    }

    [Test]
    public void Interpreter_ThatIsNotThere_IsRefusedByName()
    {
        var source = Source("script", Manifest("script", "process", "run.x", "embedder", "process", "\"interpreter\": \"no-such-program\","));
        File.WriteAllText(Path.Combine(source, "run.x"), "");
        Store.Allow(source, seal: true);
        using var host = Host();
        Assert.That(host.Plugins.Single().Reason, Does.Contain("no-such-program").And.Contain("absolute path"));
    }
}
