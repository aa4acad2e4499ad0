namespace Concord.Tests;

/// <summary>A fresh collection for each test, and short ways to fill it.</summary>
internal abstract class CollectionFixture
{
    protected const int Dimension = 8;

    private TemporaryFolder _folder = null!;

    protected string Path { get; private set; } = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = new TemporaryFolder();
        Path = _folder.At("test.concord");
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    protected static SpaceIdentity Identity(Metric metric = Metric.L2, int dimension = Dimension, string model = "m") => new(
        model, new string('a', 64), new Preprocessing(4, 4, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("average"), null, dimension, metric);

    protected Collection Create(Metric metric = Metric.L2, ElementType stored = ElementType.Float32) =>
        Collection.Create(Path, new CollectionOptions { Space = Identity(metric), Stored = stored, ModelId = "m" });

    protected Collection Open(CollectionAccess access = CollectionAccess.Write) => Collection.Open(Path, access);

    protected static SlideRecord Slide(string name, string? patient = null, string? label = null, SourceFile? source = null, string? centre = null) =>
        new(name, $"case of {name}", patient ?? $"patient of {name}")
        {
            Centre = centre,
            Source = source,
            Labels = label is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["label"] = label },
        };

    protected static TileRecord[] Tiles(SlideRecord slide, int count, int first = 0) =>
        [.. Enumerable.Range(first, count).Select(i => new TileRecord(slide, i * 100, 0, 100, 100))];

    protected static float[] Random(int rows, int seed, int dimension = Dimension)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * dimension).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Appends `count` tiles with random vectors and marks the slide complete.</summary>
    protected static float[] Add(Collection collection, SlideRecord slide, int count, int seed = 1)
    {
        var vectors = Random(count, seed);
        collection.Append(collection.Space(), Tiles(slide, count), vectors, complete: true);
        return vectors;
    }

    protected static SearchRequest Request(ReadOnlyMemory<float> vector, int k = 5, string? where = null) => new() { Vector = vector, K = k, Where = where };
}
