using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace Concord.Architecture.Tests;

[TestFixture]
internal sealed class ConsoleTests
{
    [TestCase("Concord.Interop")]
    [TestCase("Concord.Engine")]
    [TestCase("Concord.Study")]
    public void Console_BelowTheCommandLine_IsNotUsed(string room) => Assert.That(UsersOfConsole(room), Is.Empty);

    [Test]
    public void Console_InTheCommandLine_IsFoundByThisTest() => Assert.That(UsersOfConsole("concord"), Is.Not.Empty);

    private static IEnumerable<string> UsersOfConsole(string room)
    {
        var architecture = new ArchLoader().LoadAssemblies(Rooms.Load(room)).Build();
        return architecture.Types
            .Where(type => type.GetTypeDependencies().Any(used => used.FullNameEquals("System.Console")))
            .Select(type => type.FullName)
            .ToList();
    }
}
