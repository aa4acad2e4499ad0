namespace Concord.Interop.Tests;

internal sealed class NativeLibraryResolverTests : TemporaryFolder
{
    [TestCase((1u << 16) | 4, "")]
    [TestCase((1u << 16) | 6, "")]
    [TestCase(1u << 16, "has ABI 1.0, but this program needs ABI 1.4 or a later 1.x")]
    [TestCase(2u << 16, "has ABI 2.0, but this program needs ABI 1.4 or a later 1.x")]
    [TestCase(9u, "has ABI 0.9, but this program needs ABI 1.4 or a later 1.x")]
    public void Mismatch_Version_NamesBoth(uint version, string expected) =>
        Assert.That(NativeLibraryResolver.Mismatch(version), Is.EqualTo(expected));

    [Test]
    public void Load_NoneUsable_TellsWhyOfEach()
    {
        File.WriteAllText(At("junk.so"), "not a library");

        var load = () => { NativeLibraryResolver.Load([At("absent.so"), At("junk.so"), "libc.so.6"]); };

        Assert.That(load, Throws.TypeOf<ConcordUnsupportedException>().With.Message.Contains("absent.so: does not exist")
            .And.Message.Contains("junk.so: ").And.Message.Contains("libc.so.6: is no Concord library"));
    }

    [Test]
    public void Load_SecondUsable_IsChosen() =>
        Assert.That(NativeLibraryResolver.Load([At("absent.so"), Path.Combine(AppContext.BaseDirectory, "libconcord.so")]), Is.Not.Zero);

    [Test]
    public void NativeInfo_LoadedLibrary_SaysItsVersions()
    {
        Assert.That(NativeInfo.AbiVersion, Is.EqualTo(new Version(NativeAbi.Major, NativeAbi.Minor)));
        Assert.That(NativeInfo.Version, Does.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That(NativeInfo.FaissVersion, Does.Match(@"^\d+\.\d+"));
        Assert.That(NativeInfo.SimdLevel, Is.Not.Empty);
    }
}
