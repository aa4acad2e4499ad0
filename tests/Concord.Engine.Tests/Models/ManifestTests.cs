using System.Text;

namespace Concord.Tests;

public sealed class ManifestTests
{
    [Test]
    public void Parse_Written_GivesTheSame()
    {
        var manifest = BuiltInManifest.Value;
        var again = ManifestReader.Parse(ManifestWriter.Write(manifest), "model.json");
        Assert.That(ManifestWriter.Write(again), Is.EqualTo(ManifestWriter.Write(manifest)));
        Assert.That(again with { Preprocessing = manifest.Preprocessing }, Is.EqualTo(manifest));
    }

    [TestCase("\"version\": \"1\", ", "", "version", "missing")]
    [TestCase("\"version\": \"1\"", "\"version\": 1", "version", "text")]
    [TestCase("\"file\": \"model.onnx\"", "\"file\": \"../model.onnx\"", "file", "same folder")]
    [TestCase("\"id\": \"tiny-map\"", "\"id\": \"a/b\"", "id", "a/b")]
    [TestCase("\"map\"", "\"maps\"", "output_kind", "maps")]
    [TestCase("\"average\"", "\"cls\"", "pooling", "average, max, gem")]
    [TestCase("\"average\"", "\"gem:x\"", "pooling", "gem:x")]
    [TestCase("\"channels\": 6", "\"channels\": 0", "channels", "0")]
    [TestCase("\"l2\"", "\"dot\"", "metric", "dot")]
    [TestCase("\"width\": 32", "\"width\": 0", "preprocessing.width", "0")]
    [TestCase("\"width\": 32, ", "", "preprocessing.width", "missing")]
    [TestCase("\"std\": [1, 1, 1]", "\"std\": [1, 0, 1]", "preprocessing.std", "above 0")]
    [TestCase("\"mean\": [0, 0, 0]", "\"mean\": [0, 0]", "preprocessing.mean", "three")]
    [TestCase("\"filter\"", "\"resize_shorer\": 256, \"filter\"", "preprocessing.resize_shorer", "not known")]
    [TestCase("\"filter\"", "\"resize_shorter\": 16, \"filter\"", "preprocessing.resize_shorter", "16")]
    [TestCase("\"metric\"", "\"metrik\": 1, \"metric\"", "metrik", "not known")]
    public void Parse_WrongField_NamesFileAndField(string change, string to, string field, string said)
    {
        var json = TinyNetworks.MapJson(change: change, to: to);
        var refusal = Assert.Throws<ConcordArgumentException>(() => ManifestReader.Parse(Encoding.UTF8.GetBytes(json), "somewhere/model.json"));
        Assert.That(refusal!.Message, Does.StartWith("somewhere/model.json").And.Contain($"\"{field}\"").And.Contain(said));
    }

    [Test]
    public void Parse_TokensWithoutPrefix_NamesTheField() => Assert.That(
        () => ManifestReader.Parse(Encoding.UTF8.GetBytes(TinyNetworks.TokensJson(change: "\"prefix_tokens\": 1, ", to: "")), "m"),
        Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("prefix_tokens"));

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{ \"id\": ")]
    public void Parse_NoObject_NamesTheFile(string text) => Assert.That(
        () => ManifestReader.Parse(Encoding.UTF8.GetBytes(text), "m/model.json"), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("m/model.json"));

    [TestCase("average", "average", 1, 0f)]
    [TestCase("average@2", "average", 2, 0f)]
    [TestCase("gem:4.5", "gem", 1, 4.5f)]
    [TestCase("cls+mean", "cls+mean", 1, 0f)]
    public void Parse_PoolingText_ReadsBack(string text, string mode, int grid, float power)
    {
        Assert.That(PoolingRules.Parse(text), Is.EqualTo(new Pooling(mode, grid, power)));
        Assert.That(PoolingRules.Format(PoolingRules.Parse(text)), Is.EqualTo(text));
    }
}
