using Concord.Interop;

namespace Concord.Tests;

public sealed class EmbedderTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Embed_Map_IsTheMeanOfTheChannels()
    {
        using var embedder = Embedder.Load(Map());
        var vector = embedder.Embed(TestImage.Plain(32, 32, 255, 51, 0));
        Assert.That(vector, Is.EqualTo(new[] { 1f, 0.2f, 0, 0, 0.8f, 1 }).Within(1e-6));
    }

    [Test]
    public void Load_PoolingGrid_MultipliesTheDimension()
    {
        using var embedder = Embedder.Load(Map(), new Pooling("max", 2));
        Assert.That(embedder.Dimension, Is.EqualTo(24));
        Assert.That(embedder.Embed(TestImage.Waves(50, 40)), Has.Length.EqualTo(24));
    }

    [Test]
    public void Embed_Tokens_IsTheFirstTokenAndTheMeanOfTheOthers()
    {
        using var embedder = Embedder.Load(Tokens());
        Assert.That(embedder.Dimension, Is.EqualTo(6));
        var vector = embedder.Embed(TestImage.Waves(32, 32));
        var (cls, mean) = (vector[..3], vector[3..]);
        Assert.That(mean, Is.EqualTo(cls).Within(1e-5), "patches of one size: the mean of their means is the mean");
    }

    [Test]
    public void Embed_TokensByCls_IsTheFirstTokenAlone()
    {
        using var embedder = Embedder.Load(Tokens(), new Pooling("cls"));
        Assert.That(embedder.Embed(TestImage.Plain(32, 32, 255, 0, 51)), Is.EqualTo(new[] { 1f, 0, 0.2f }).Within(1e-5));
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(8)]
    public void Embed_Batch_EqualsOneAtATime(int batchSize)
    {
        using var embedder = Embedder.Load(Map(), options: new EmbedderOptions(batchSize));
        var images = Enumerable.Range(0, 10).Select(i => TestImage.Waves(30 + (5 * i), 64 - i, i)).ToList();
        var together = new float[images.Count * embedder.Dimension];
        embedder.Embed(images, together);
        Assert.That(together, Is.EqualTo(images.SelectMany(embedder.Embed)).Within(1e-6));
    }

    [Test]
    public void Embed_NetworkOfAFixedBatch_IsPadded()
    {
        var folder = TinyNetworks.Folder(_folder, "fixed", TinyNetworks.MapJson(), TinyNetworks.Map(batch: 4));
        using var four = Embedder.Load(Model.Open(folder));
        using var any = Embedder.Load(Map());
        var images = Enumerable.Range(0, 6).Select(i => TestImage.Waves(40, 40, i)).ToList();
        var vectors = new float[6 * four.Dimension];
        four.Embed(images, vectors);
        Assert.That(four.BatchSize, Is.EqualTo(4));
        Assert.That(vectors, Is.EqualTo(images.SelectMany(any.Embed)).Within(1e-6));
    }

    [Test]
    public void Embed_ManyThreads_GiveTheSameVectors()
    {
        using var embedder = Embedder.Load(Map());
        var images = Enumerable.Range(0, 16).Select(i => TestImage.Waves(48, 48, i)).ToList();
        var expected = images.Select(embedder.Embed).ToList();
        Parallel.For(0, 200, i => Assert.That(embedder.Embed(images[i % 16]), Is.EqualTo(expected[i % 16])));
    }

    [Test]
    public void Embed_EqualsTheStepsDoneByHand()
    {
        using var embedder = Embedder.Load(Map());
        var image = TestImage.Waves(75, 61);
        var tensor = new float[3 * 32 * 32];
        Preprocess.Rgb8(image.Pixels, 75, 61, 3 * 75, new PreprocessOptions { OutputHeight = 32, OutputWidth = 32 }, tensor);
        var expected = new float[6];
        for (var c = 0; c < 3; c++)
        {
            expected[c] = tensor.AsSpan(c * 1024, 1024).ToArray().Average();
            expected[c + 3] = 1 - expected[c];
        }

        Assert.That(embedder.Embed(image), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Embed_SpanOfAnotherLength_IsRefusedWithBothNumbers()
    {
        using var embedder = Embedder.Load(Map());
        Assert.That(() => embedder.Embed([TestImage.Waves(32, 32)], new float[5]),
            Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("5").And.Message.Contains("6"));
    }

    [Test]
    public void Embed_ResultThatIsNotFinite_IsRefused()
    {
        var folder = TinyNetworks.Folder(_folder, "vector", TinyNetworks.VectorJson(), TinyNetworks.Vector());
        using var embedder = Embedder.Load(Model.Open(folder));
        Assert.That(() => embedder.Embed(TestImage.Plain(32, 32, 0, 0, 0)), Throws.InstanceOf<ConcordArgumentException>());
        Assert.That(embedder.Embed(TestImage.Plain(32, 32, 255, 255, 255)), Is.EqualTo(new[] { 1f, 1, 1 }).Within(1e-6));
    }

    [Test]
    public void Load_MobileNet_GivesItsEmbedding()
    {
        using var embedder = Embedder.Load(MobileNet.Open(_folder));
        var tile = Directory.EnumerateFiles(TestData.Require("lung_tiles", "lung_aca")).Order(StringComparer.Ordinal).First();
        var image = ImageFile.Read(tile);
        Assert.That(embedder.Dimension, Is.EqualTo(256));
        Assert.That(embedder.Embed(image), Has.Some.Not.Zero.And.All.Matches<float>(float.IsFinite));
    }

    private Model Map() => Model.Open(TinyNetworks.Folder(_folder, "map", TinyNetworks.MapJson(), TinyNetworks.Map()));

    private Model Tokens() => Model.Open(TinyNetworks.Folder(_folder, "tokens", TinyNetworks.TokensJson(), TinyNetworks.Tokens()));
}
