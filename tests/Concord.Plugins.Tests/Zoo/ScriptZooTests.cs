using System.Net;
using System.Net.Sockets;

namespace Concord.Plugins.Tests;

/// <summary>Programs as plugins whose frames are none.</summary>
[Platform(Include = "Linux")]
internal sealed class ScriptZooTests : PluginTest
{
    // [1, 1, nil, {"protocol": 1, "id": "script", "dimension": 2, "side": 1}] behind its length.
    private const string Hello =
        "printf '\\000\\000\\000\\057\\224\\001\\001\\300\\204\\250protocol\\001\\242id\\246script\\251dimension\\002\\244side\\001'\n";

    [TestCase("printf '\\245\\245\\245\\245\\245\\245'; sleep 60", "claims 2779096485 bytes")]
    [TestCase("printf '\\000\\000\\000\\000'; sleep 60", "no body")]
    [TestCase("printf '\\177\\377\\377\\377'; sleep 60", "claims 2147483647 bytes")]
    [TestCase("printf '\\000\\000\\000\\002\\301\\301'; sleep 60", "no MessagePack type")]
    [TestCase("printf '\\000\\000\\000\\005\\224\\001\\011\\300\\200'; sleep 60", "answers what was not asked")]
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

    // A vector of one element, not a number, text, and an error.
    [TestCase("printf '\\000\\000\\000\\034\\224\\001\\002\\300\\203\\245dtype\\243f32\\245shape\\220\\244data\\304\\004\\000\\000\\000\\000'", "a vector of 1 elements, not 2")]
    [TestCase("printf '\\000\\000\\000\\043\\224\\001\\002\\300\\203\\245dtype\\243f32\\245shape\\220\\244data\\304\\010\\000\\000\\300\\177\\000\\000\\000\\000'", "element 0 of the vector is NaN")]
    [TestCase("printf '\\000\\000\\000\\005\\224\\001\\002\\300\\200'", "dtype is missing")]
    [TestCase("printf '\\000\\000\\000\\026\\224\\001\\002\\202\\244code\\241x\\247message\\242no\\300'", "plugin script: no")]
    public void Embed_OfNonsense_IsAReason(string answer, string reason)
    {
        // The first 100 bytes asked are hello and a part of the pixels: the answers do not wait for the whole of a question.
        AllowScript("script", Hello + answer + "\nsleep 60\n");
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
