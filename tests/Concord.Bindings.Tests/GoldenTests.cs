using Concord.Bindings.Model;
using Concord.Bindings.Writing;

namespace Concord.Bindings.Tests;

/// <summary>The bytes that the fake header gives. CONCORD_UPDATE_GOLDEN=1 writes them anew; read the difference before you commit it.</summary>
internal sealed class GoldenTests
{
    private static IEnumerable<string> Files => Outputs.Of(Repository.Fake).Keys;

    [TestCaseSource(nameof(Files))]
    public void Of_FakeHeader_GivesGoldenText(string file)
    {
        var text = Outputs.Of(Repository.Fake)[file];
        var golden = Path.Combine(Repository.Tests, "Golden", Path.GetFileName(file));
        if (Environment.GetEnvironmentVariable("CONCORD_UPDATE_GOLDEN") == "1") File.WriteAllText(golden, text);

        Assert.That(text, Is.EqualTo(File.ReadAllText(golden)));
    }

    [Test]
    public void Of_EveryFile_IsStampedAndHasNoCarriageReturn()
    {
        foreach (var (file, text) in Outputs.Of(Repository.Fake))
        {
            Assert.That(text, Does.Contain(Abi.Stamp), file);
            Assert.That(text, Does.Not.Contain("\r"), file);
            Assert.That(text, Does.EndWith("\n"), file);
        }
    }

    [Test]
    public void Read_WrittenJson_GivesTheSameJson()
    {
        var json = AbiJson.Write(Repository.Fake);

        Assert.That(AbiJson.Write(AbiJson.Read(json)), Is.EqualTo(json));
    }
}
