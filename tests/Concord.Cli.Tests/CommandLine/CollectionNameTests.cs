using Concord.Cli.CommandLine;

namespace Concord.Cli.Tests.CommandLine;

[TestFixture]
[NonParallelizable]
internal sealed class CollectionNameTests
{
    private readonly Dictionary<string, string?> _before = [];

    [SetUp]
    public void Remember()
    {
        foreach (var name in new[] { "CONCORD_HOME", "XDG_DATA_HOME" }) _before[name] = Environment.GetEnvironmentVariable(name);
    }

    [TearDown]
    public void Restore()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
    }

    [TestCase("/c", "/x", "/c/collections/lung.concord")]
    [TestCase(null, "/x", "/x/concord/collections/lung.concord")]
    [TestCase("", "/x", "/x/concord/collections/lung.concord")]
    public void Resolve_AName_LiesInTheDataFolder(string? home, string? data, string expected)
    {
        Environment.SetEnvironmentVariable("CONCORD_HOME", home);
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", data);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(CollectionName.Resolve("lung"), Is.EqualTo(expected));
            Assert.That(CollectionName.Resolve("lung.concord"), Is.EqualTo(expected));
            Assert.That(CollectionName.Of(expected), Is.EqualTo("lung"));
        }
    }

    [Test]
    public void Resolve_WithASeparator_IsAPath() =>
        Assert.That(CollectionName.Resolve("./lung"), Is.EqualTo(Path.Combine(Environment.CurrentDirectory, "lung")));

    [TestCase("")]
    [TestCase(" ")]
    [TestCase(".")]
    [TestCase("..")]
    [TestCase("-rf")]
    [TestCase("a b")]
    [TestCase("lung\n")]
    [TestCase("größe")]
    [TestCase(".concord")]
    public void Resolve_ANameThatMakesTrouble_IsRefused(string name) =>
        Assert.That(() => CollectionName.Resolve(name), Throws.TypeOf<UsageException>());

    [Test]
    public void Resolve_ANameTooLong_IsRefused() =>
        Assert.That(() => CollectionName.Resolve(new string('a', 101)), Throws.TypeOf<UsageException>());
}
