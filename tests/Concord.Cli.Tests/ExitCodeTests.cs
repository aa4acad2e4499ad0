using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

[TestFixture]
internal sealed class ExitCodeTests : CliTest
{
    [Test]
    public void Help_OfEveryCommand_IsThere()
    {
        string[] commands =
        [
            "demo", "index", "search", "evaluate", "link", "doctor", "bench embed", "bench index", "bench pool", "bench preprocess", "bench slide",
            "collection create", "collection list", "collection info",
            "collection verify", "collection compact", "collection delete", "model list", "model info", "model add", "model verify",
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (var command in commands)
            {
                var outcome = Concord.Run([.. command.Split(' '), "--help"]);
                Assert.That(outcome.Exit, Is.Zero, outcome.ToString());
                Assert.That(outcome.Out, Does.Contain("Usage:").And.Contain("--json"), command);
            }
        }
    }

    [TestCase("nonsense")]
    [TestCase("collection")]
    [TestCase("collection", "create")]
    [TestCase("collection", "create", "a", "--metric", "manhattan")]
    [TestCase("collection", "create", "a b")]
    [TestCase("collection", "create", "..")]
    [TestCase("search", "a")]
    [TestCase("search", "a", "--tile", "one")]
    [TestCase("search", "a", "--tile", "1", "--vector", "v.npy")]
    [TestCase("search", "a", "--tile", "1", "--exclude", "hospital")]
    [TestCase("search", "a", "--tile", "1", "--mode", "fast")]
    [TestCase("search", "a", "--tile", "1", "--roi", "0,0,5,5")]
    [TestCase("index", "a")]
    [TestCase("evaluate", "a", "--k", "1,x")]
    public void Run_TypedWrongly_Exits2(params string[] arguments) => Concord.Fail(2, "bad_usage", arguments);

    [TestCase("collection", "info", "absent")]
    [TestCase("collection", "verify", "absent")]
    [TestCase("collection", "compact", "absent")]
    [TestCase("collection", "delete", "absent")]
    [TestCase("evaluate", "absent")]
    [TestCase("search", "absent", "--tile", "1")]
    [TestCase("model", "info", "absent")]
    [TestCase("model", "verify", "absent")]
    [TestCase("collection", "create", "a", "--model", "absent")]
    public void Run_OnWhatIsAbsent_Exits3(params string[] arguments) => Concord.Fail(3, "not_found", arguments);

    [Test]
    public void Error_WithoutJson_IsOnStderrAlone()
    {
        var outcome = Concord.Run("collection", "info", "absent");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Exit, Is.EqualTo(3));
            Assert.That(outcome.Out, Is.Empty);
            Assert.That(outcome.Err, Does.StartWith("error: ").And.Contain("absent"));
        }
    }

    [Test]
    public void Info_OfACollectionWithoutItsMagic_Exits5()
    {
        Indexed("a", count: 2);
        File.WriteAllText(Path.Combine(CollectionFolder("a"), "catalog.db"), "this was a catalogue once, before the disk turned it into something else");

        Concord.Fail(5, "corrupt", "collection", "info", "a");
    }

    [Test]
    public void Verify_OfDamagedRows_Exits5()
    {
        Indexed("a", count: 2);
        var segment = Directory.EnumerateFiles(CollectionFolder("a"), "*.seg", SearchOption.AllDirectories).First();
        using (var file = File.Open(segment, FileMode.Open))
        {
            file.Position = file.Length - 5;
            file.WriteByte(0x5A);
        }

        var outcome = Concord.Run("collection", "verify", "a", "--json");

        Assert.That(outcome.Exit, Is.EqualTo(5), outcome.ToString());
    }
}
