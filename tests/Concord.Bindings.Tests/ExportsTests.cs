using Concord.Bindings.Checks;

namespace Concord.Bindings.Tests;

internal sealed class ExportsTests
{
    [Test]
    public void Compare_SameNames_FindsNothing() => Assert.That(Exports.Compare(Repository.Fake, Names()), Is.Empty);

    [Test]
    public void Compare_OneMissing_SaysNotExported()
    {
        var names = Names();
        names.Remove("concord_pick");

        Assert.That(Exports.Compare(Repository.Fake, names), Is.EqualTo(new[] { "concord_pick: declared but not exported" }));
    }

    [Test]
    public void Compare_OneTooMany_SaysNotDeclared()
    {
        var names = Names();
        names.Add("faiss_leak");

        Assert.That(Exports.Compare(Repository.Fake, names), Is.EqualTo(new[] { "faiss_leak: exported but not declared" }));
    }

    [Test]
    public void Compare_NoLibrary_SaysBuildIt() => Assert.That(
        () => Exports.Compare(Repository.Fake, "/nowhere/libconcord.so"), Throws.TypeOf<GeneratorException>().With.Message.Contains("build it"));

    private static HashSet<string> Names() => [.. Repository.Fake.Functions.Select(f => f.Name)];
}
