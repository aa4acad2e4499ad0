using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;

namespace Concord.Architecture.Tests;

/// <summary>Who opens files with decoders written in C, and in which process.</summary>
[TestFixture]
internal sealed class SlideIsolationTests
{
    private static readonly string[] Above = ["Concord.Plugins", "concord-plugin", "Concord.Engine", "Concord.Indexing", "Concord.Study", "Concord.Service", "Concord.Client", "concord"];

    /// <summary>The bench measures reading alone; what indexes is asked for it (--no-isolation).</summary>
    private static readonly string[] Allowed = ["Concord.Indexing.EmbedSource", "Concord.Indexing.IndexOptions"];

    [Test]
    public void Slides_AboveTheirRoom_AreOpenedByWorkersAlone() => Assert.That(OpenersHere(Above).Except(Allowed), Is.Empty);

    [Test]
    public void Slides_OpenedByTheBench_AreFoundByThisTest() => Assert.That(OpenersHere(Above), Is.SupersetOf(Allowed));

    /// <summary>Types that call SlideReaders.Open or make InProcessSlides, by the type that they are written in.</summary>
    private static IEnumerable<string> OpenersHere(string[] rooms)
    {
        var architecture = new ArchLoader().LoadAssemblies([.. rooms.Append("Concord.Slides").Select(Rooms.Load)]).Build();
        return architecture.Types
            .Where(type => type.Assembly.Name.Split(',')[0] != "Concord.Slides")
            .Where(type => type.Dependencies.OfType<MethodCallDependency>().Any(call => OpensHere(call.TargetMember)))
            .Select(type => type.FullName.Split('+')[0])
            .Distinct()
            .ToList();
    }

    private static bool OpensHere(IMember member) =>
        (member.DeclaringType.FullName == "Concord.SlideReaders" && member.Name.StartsWith("Open(", StringComparison.Ordinal)) ||
        (member.DeclaringType.FullName == "Concord.InProcessSlides" && member.Name.StartsWith(".ctor(", StringComparison.Ordinal));
}
