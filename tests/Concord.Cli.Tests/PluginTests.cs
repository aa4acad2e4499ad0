using System.Diagnostics;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>From nothing to a running plugin, by the commands of docs/plugins.md.</summary>
[Platform(Include = "Linux")]
internal sealed class PluginTests : CliTest
{
    [Test]
    public void New_NativeBuiltAndAllowed_Runs()
    {
        var begun = Concord.Succeed("plugin", "new", At("my-reader"), "--home", "native").Json;
        using (var build = Process.Start("bash", [At("my-reader", "build.sh")]))
        {
            build.WaitForExit();
            Assert.That(build.ExitCode, Is.Zero);
        }

        var allowed = Concord.Succeed("plugin", "allow", (string)begun["allow"]!, "--seal").Json;
        var verified = Concord.Succeed("plugin", "verify", "my-reader", "--run").Json;
        Assert.Multiple(() =>
        {
            Assert.That((string?)allowed["kind"], Is.EqualTo("slide-reader"));
            Assert.That((string?)verified["sha256"], Is.EqualTo((string?)allowed["sha256"]));
            Assert.That((string?)verified["state"], Is.EqualTo("running"));
        });
    }

    [Test]
    public void Verify_OneChangedByte_IsCorruptAndListedSo()
    {
        Concord.Succeed("plugin", "new", At("mine"), "--home", "process");
        Concord.Succeed("plugin", "allow", At("mine"), "--seal");
        File.AppendAllText(At("home", "plugins", "mine", "colour_embedder.py"), "#");
        var outcome = Concord.Run("plugin", "verify", "mine", "--json");
        Assert.That((outcome.Exit, (bool?)outcome.Json["sound"]), Is.EqualTo((5, (bool?)false)));
        Assert.That((string?)Concord.Succeed("plugin", "list").Json["plugins"]![0]!["problem"], Does.Contain("colour_embedder.py"));
        Concord.Succeed("plugin", "remove", "mine");
        Concord.Fail(3, "not_found", "plugin", "verify", "mine");
    }

    [Test]
    public void Allow_BadFolders_SayWhatIsWrong()
    {
        Concord.Fail(3, "not_found", "plugin", "allow", At("absent"));
        Directory.CreateDirectory(At("empty"));
        Concord.Fail(3, "not_found", "plugin", "allow", At("empty"));
        File.WriteAllText(At("empty", "plugin.json"), "{ \"format\": 1 }");
        Concord.Fail(2, "bad_argument", "plugin", "allow", At("empty"));
        Concord.Fail(1, "already_exists", "plugin", "new", At("empty"));
        Concord.Fail(2, "bad_argument", "plugin", "new", At("No Id"));
    }
}
