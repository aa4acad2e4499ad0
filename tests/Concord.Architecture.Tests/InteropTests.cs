using System.Reflection;

namespace Concord.Architecture.Tests;

[TestFixture]
internal sealed class InteropTests
{
    [TestCase("Concord.Plugins")]
    [TestCase("Concord.Engine")]
    [TestCase("Concord.Study")]
    [TestCase("concord")]
    public void NativeImports_OutsideInterop_AreNone(string room)
    {
        var imports = from type in Rooms.Load(room).GetTypes()
                      from method in type.GetMethods(Everything.Members)
                      where method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
                      select $"{type.FullName}.{method.Name}";

        Assert.That(imports, Is.Empty);
    }

    [Test]
    public void NativeImports_OfInterop_ArePresent()
    {
        // Without this the test above could pass by looking in the wrong way.
        var imports = from type in Rooms.Load("Concord.Interop").GetTypes()
                      from method in type.GetMethods(Everything.Members)
                      where method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
                      select method.Name;

        Assert.That(imports, Is.Not.Empty);
    }

    [Test]
    public void PublicApi_OfEngine_ExposesNothingOfInterop()
    {
        var exposed = Everything.Exposed(Rooms.Load("Concord.Engine"))
            .Where(use => use.Type.Namespace is { } name && name.StartsWith("Concord.Interop", StringComparison.Ordinal))
            .Select(use => $"{use.Member.DeclaringType}.{use.Member.Name} exposes {use.Type}");

        Assert.That(exposed, Is.Empty);
    }
}
