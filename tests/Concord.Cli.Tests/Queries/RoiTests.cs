using Concord.Cli.CommandLine;
using Concord.Cli.Queries;

namespace Concord.Cli.Tests.Queries;

[TestFixture]
internal sealed class RoiTests
{
    [Test]
    public void Parse_FourNumbers_IsARectangle() => Assert.That(Roi.Parse("1, 2,30,40"), Is.EqualTo(new Roi(1, 2, 30, 40)));

    [TestCase("")]
    [TestCase("1,2,3")]
    [TestCase("1,2,3,4,5")]
    [TestCase("-1,2,3,4")]
    [TestCase("1,2,0,4")]
    [TestCase("a,b,c,d")]
    public void Parse_AnythingElse_IsRefused(string text) => Assert.That(() => Roi.Parse(text), Throws.TypeOf<UsageException>());
}
