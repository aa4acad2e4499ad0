using Concord.Onnx;
using Google.Protobuf;

namespace Concord.Tests;

public sealed class ModelStoreTests
{
    private TemporaryFolder _folder = null!;
    private ModelStore _store = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _store = new ModelStore(_folder.At("store"));
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void List_EmptyStore_HoldsTheBuiltIn() => Assert.That(_store.List().Select(m => m.Manifest.Id), Is.EqualTo(new[] { ModelStore.BuiltInId }));

    [Test]
    public void Get_Unknown_NamesTheKnown()
    {
        _store.Add(Map());
        Assert.That(() => _store.Get("uni2"), Throws.InstanceOf<ConcordNotFoundException>().With.Message.Contains("concord-he, tiny-map"));
    }

    [Test]
    public void Add_Model_IsListedVerifiedAndOfTheSameIdentity()
    {
        var folder = Map();
        var added = _store.Add(folder);
        Assert.That(added.Space().Canonical, Is.EqualTo(Model.Open(folder).Space().Canonical));
        Assert.That(_store.List(), Has.Count.EqualTo(2));
        Assert.That(_store.Verify("tiny-map").Problems, Is.Empty);
        Assert.That(_store.Get("tiny-map").WeightsSha256, Is.EqualTo(ModelFiles.HashFile(Path.Combine(folder, "model.onnx"))));
    }

    [Test]
    public void Add_ChannelsNotGiven_AreFoundByARun()
    {
        var json = TinyNetworks.MapJson(change: "\"channels\": 6, ", to: "");
        Assert.That(_store.Add(TinyNetworks.Folder(_folder, "open", json, TinyNetworks.Map())).Manifest.Channels, Is.EqualTo(6));
    }

    [Test]
    public void Add_Twice_ChangesNothing()
    {
        var first = _store.Add(Map());
        Assert.That(_store.Add(Map()).WeightsSha256, Is.EqualTo(first.WeightsSha256));
    }

    [Test]
    public void Add_OtherModelOfTheSameId_IsRefused()
    {
        _store.Add(Map());
        var other = TinyNetworks.Folder(_folder, "other", TinyNetworks.TokensJson("tiny-map"), TinyNetworks.Tokens());
        Assert.That(() => _store.Add(other), Throws.InstanceOf<ConcordAlreadyExistsException>());
    }

    [TestCase("\"channels\": 6", "\"channels\": 7", "[n, 7, height, width]", "[?, 6, 8, 8]")]
    [TestCase("\"output_name\": \"features\"", "\"output_name\": \"embedding\"", "\"embedding\"", "features")]
    [TestCase("\"width\": 32", "\"width\": 64", "[n, 3, 32, 64]", "[?, 3, 32, 32]")]
    [TestCase("\"map\", \"channels\": 6, \"pooling\": \"average\"", "\"vector\", \"channels\": 6", "[n, 6]", "[?, 6, 8, 8]")]
    public void Add_NetworkThatIsNotWhatItsManifestSays_NamesExpectedAndActual(string change, string to, string expected, string actual)
    {
        var folder = TinyNetworks.Folder(_folder, "wrong", TinyNetworks.MapJson(change: change, to: to), TinyNetworks.Map());
        var refusal = Assert.Throws<ConcordArgumentException>(() => _store.Add(folder));
        Assert.That(refusal!.Message, Does.Contain(expected).And.Contain(actual));
        Assert.That(_store.List(), Has.Count.EqualTo(1));
        Assert.That(Directory.GetFileSystemEntries(_store.Folder), Is.Empty);
    }

    [Test]
    public void Add_FileThatIsNoNetwork_IsRefused()
    {
        var folder = TinyNetworks.Folder(_folder, "text", TinyNetworks.MapJson(), "this is no network"u8.ToArray());
        Assert.That(() => _store.Add(folder), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("model.onnx"));
    }

    [Test]
    public void Add_FolderWithoutManifest_IsNotFound() =>
        Assert.That(() => _store.Add(_folder.Path), Throws.InstanceOf<ConcordNotFoundException>().With.Message.Contains("model.json"));

    [Test]
    public void Verify_ChangedFile_IsNamed_AndLoadingIsRefused()
    {
        var model = _store.Add(Map());
        File.AppendAllText(Path.Combine(model.Folder, "model.onnx"), " ");
        Assert.That(_store.Verify("tiny-map").Problems, Has.One.Contains("model.onnx"));
        Assert.That(() => Embedder.Load(_store.Get("tiny-map")), Throws.InstanceOf<ConcordCorruptException>());
    }

    [TestCase("../secret")]
    [TestCase("/etc/passwd")]
    [TestCase("sub/weights.bin")]
    public void Add_ExternalDataElsewhere_IsRefused(string location) => Assert.That(
        () => _store.Add(WithExternalData(location)), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains(location));

    [Test]
    public void Add_ExternalDataBehindALink_IsRefused()
    {
        File.CreateSymbolicLink(_folder.At("external", "weights.bin"), _folder.Write("secret", "abcd"));
        Assert.That(() => _store.Add(WithExternalData("weights.bin")), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("link"));
    }

    [Test]
    public void Add_ExternalDataBesideTheNetwork_IsCopiedAndHashed()
    {
        File.WriteAllBytes(_folder.At("external", "weights.bin"), BitConverter.GetBytes(1f));
        var model = _store.Add(WithExternalData("weights.bin"));
        Assert.That(File.Exists(Path.Combine(model.Folder, "weights.bin")));
        using var embedder = Embedder.Load(model);
        Assert.That(embedder.Embed(TestImage.Plain(32, 32, 255, 0, 51))[3], Is.Zero.Within(1e-6));
        File.WriteAllBytes(Path.Combine(model.Folder, "weights.bin"), BitConverter.GetBytes(2f));
        Assert.That(_store.Verify("tiny-map").Problems, Has.One.Contains("weights.bin"));
    }

    private string Map() => TinyNetworks.Folder(_folder, "map", TinyNetworks.MapJson(), TinyNetworks.Map());

    /// <summary>The map network with its only constant, the number 1, moved out to a file.</summary>
    private string WithExternalData(string location)
    {
        var model = ModelProto.Parser.ParseFrom(TinyNetworks.Map());
        var constant = model.Graph.Initializer[0];
        constant.ClearRawData();
        constant.DataLocation = TensorProto.Types.DataLocation.External;
        constant.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        return TinyNetworks.Folder(_folder, "external", TinyNetworks.MapJson(), model.ToByteArray());
    }
}
