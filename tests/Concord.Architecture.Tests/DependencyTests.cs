namespace Concord.Architecture.Tests;

[TestFixture]
internal sealed class DependencyTests
{
    [TestCaseSource(typeof(Rooms), nameof(Rooms.LowestFirst))]
    public void References_OfARoom_PointDownwards(string room)
    {
        var referenced = Rooms.Load(room).GetReferencedAssemblies().Select(name => name.Name);

        Assert.That(referenced.Intersect(Rooms.Above(room)), Is.Empty);
    }

    [Test]
    public void References_OfTheCommandLine_DoNotReachAroundTheEngine()
    {
        var referenced = Rooms.Load("concord").GetTypes().SelectMany(type => type.GetFields(Everything.Members)).Select(field => field.FieldType);

        Assert.That(referenced.Where(type => type.Namespace == "Concord.Interop"), Is.Empty);
    }
}
