namespace Concord.Plugins.Tests;

internal sealed class ManifestTests
{
    private static readonly string Good = """
        { "format": 1, "id": "a-b", "version": "1", "kind": "slide-reader", "home": "native", "entry": "a.so", "abi": { "min": "1.0", "below": "2.0" },
          "permissions": ["read-slides"], "extensions": [".ppm", ".x1"], "files": { "a.so": "0000000000000000000000000000000000000000000000000000000000000000" } }
        """;

    [Test]
    public void Parse_Good_IsAllOfIt()
    {
        var manifest = Parse(Good);
        Assert.That((manifest.Id, manifest.Kind, manifest.Home, manifest.RunsIn), Is.EqualTo(("a-b", PluginKind.SlideReader, PluginHome.Native, PluginIsolation.Process)));
    }

    [TestCase("\"format\": 1", "\"format\": 2", "format")]
    [TestCase("\"format\": 1", "\"format\": \"1\"", "format")]
    [TestCase("\"id\": \"a-b\", ", "", "id")]
    [TestCase("\"a-b\"", "\"../b\"", "id")]
    [TestCase("\"a-b\"", "\"A\"", "id")]
    [TestCase("\"a-b\"", "null", "id")]
    [TestCase("slide-reader", "slide_reader", "kind")]
    [TestCase("\"native\"", "3", "home")]
    [TestCase("\"entry\": \"a.so\"", "\"entry\": \"b.so\"", "entry")]
    [TestCase("\"a.so\": \"00", "\"../a.so\": \"00", "entry")]
    [TestCase("\"a.so\": \"00", "\"a.so\": \"0\"", "files")]
    [TestCase("\"a.so\": \"00", "\"a.so\": \"0G", "files")]
    [TestCase("\"files\": {", "\"files\": { \"/etc/x\": \"0000000000000000000000000000000000000000000000000000000000000000\", ", "files")]
    [TestCase("\"files\": {", "\"files\": { \"b/../../x\": \"0000000000000000000000000000000000000000000000000000000000000000\", ", "files")]
    [TestCase("\"1.0\"", "\"one\"", "abi.min")]
    [TestCase("\"2.0\"", "\"2\"", "abi.below")]
    [TestCase("[\"read-slides\"]", "[\"everything\"]", "permissions")]
    [TestCase("[\"read-slides\"]", "[]", "permissions")]
    [TestCase("\".ppm\"", "\"ppm\"", "extensions")]
    [TestCase("\".ppm\"", "\".PPM\"", "extensions")]
    [TestCase("\".ppm\"", "\".p/m\"", "extensions")]
    [TestCase("\".ppm\"", "7", "extensions")]
    [TestCase("\"version\": \"1\"", "\"version\": \"1\", \"version\": \"2\"", "version")]
    [TestCase("\"version\": \"1\"", "\"version\": \"\"", "version")]
    [TestCase("\"version\": \"1\"", "\"version\": \"1\", \"autostart\": true", "autostart")]
    [TestCase("\"version\": \"1\"", "\"version\": \"1\", \"interpreter\": \"sh\"", "interpreter")]
    public void Parse_OneThingWrong_IsRefusedByFileAndField(string from, string to, string field)
    {
        Assert.That(Good, Does.Contain(from));
        Assert.That(() => Parse(Good.Replace(from, to, StringComparison.Ordinal)), Throws.TypeOf<ConcordArgumentException>()
            .With.Message.StartsWith("/p/plugin.json: ").And.Message.Contains(field).And.Message.Not.Contains("Concord.Plugins"));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("{ \"format\": 1 }")]
    public void Parse_NoManifest_IsRefused(string json) => Assert.That(() => Parse(json), Throws.TypeOf<ConcordArgumentException>());

    [TestCase("1.0", "2.0", true)]
    [TestCase("1.1", "2.0", false)]
    [TestCase("0.9", "1.0", false)]
    [TestCase("0.9", "1.1", true)]
    [TestCase("2.0", "3.0", false)]
    public void AbiRange_OfThisHost_Holds(string min, string below, bool holds) =>
        Assert.That(new PluginAbiRange { Min = min, Below = below }.WhyNot(new PluginAbi(1, 0)), holds ? Is.Null : Does.Contain("this host has 1.0"));

    private static PluginManifest Parse(string json) => ManifestFile.Parse(System.Text.Encoding.UTF8.GetBytes(json), "/p/plugin.json");
}
