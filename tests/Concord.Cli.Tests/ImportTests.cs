using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

internal sealed class ImportTests : CliTest
{
    [Test]
    public void Import_NothingThatCanBeImported_MakesNoCollection()
    {
        File.WriteAllText(At("a.h5"), "this is no HDF5 file");

        var outcome = Concord.Run("import", "a", At("a.h5"), "--json");

        Assert.That(outcome.Exit, Is.EqualTo(2));
        Assert.That((string?)outcome.Error["message"], Does.Contain("a.h5").And.Contain("HDF5"));
        Assert.That(Concord.Run("collection", "info", "a", "--json").Exit, Is.EqualTo(3));
    }

    [Test]
    public void Import_NoSuchFile_Exits3() => Assert.That(Concord.Run("import", "a", At("absent.h5")).Exit, Is.EqualTo(3));
}
