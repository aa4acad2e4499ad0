using Concord.Indexing;

namespace Concord.Tests;

/// <summary>Indexing by an embedder that is a plugin, and fails.</summary>
public sealed class LostPluginTests
{
    private const int Images = 12;

    private TemporaryFolder _folder = null!;
    private Grey _plugin = null!;
    private Embedder _embedder = null!;
    private Collection _collection = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        for (var i = 0; i < Images; i++) ImageFile.WritePng(TestImage.Waves(40, 40, i), _folder.At("images", $"{i:00}.png"));
        _plugin = new Grey();
        _embedder = Embedder.Of(_plugin, "plugin:grey@1.0.0", new string('0', 64));
        _collection = Collection.Create(_folder.At("c.concord"), new CollectionOptions { Space = _embedder.Space });
    }

    [TearDown]
    public void TearDown()
    {
        _collection.Dispose();
        _embedder.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Run_PluginThatWillAnswerNoMore_StopsKeepsWhatIsFinishedAndGoesOnLater()
    {
        (_plugin.FailsAt, _plugin.Lasting) = (6, true);
        Assert.That(Run, Throws.TypeOf<PluginException>().With.Message.Contains("cannot be asked").And.Message.Contains("what is finished is kept"));
        Assert.That(_collection.Tiles(), Has.Count.EqualTo(5));
        _plugin.FailsAt = 0;
        var report = Run();
        Assert.That((report.Slides, report.AlreadyIndexed, report.Skipped.Count), Is.EqualTo((Images - 5, 5, 0)));
    }

    [Test]
    public void Run_PluginThatFailsOnce_LeavesOutThatSlideAlone()
    {
        (_plugin.FailsAt, _plugin.Lasting) = (6, false);
        var report = Run();
        Assert.That((report.Slides, report.Skipped.Count), Is.EqualTo((Images - 1, 1)));
        Assert.That(report.Skipped[0].Reason, Does.Contain("cannot be asked"));
    }

    private IndexReport Run() => new Indexer().Run(
        _collection, _collection.Space(), _embedder, IndexPlan.Create([_folder.At("images")], null, new IndexOptions { Workers = 1 }), null, CancellationToken.None);

    /// <summary>The first pixels of a tile; fails at one of its calls.</summary>
    private sealed class Grey : ITileEmbedder
    {
        private int _calls;

        internal int FailsAt { get; set; }

        internal bool Lasting { get; set; }

        public int Dimension => 4;

        public int Side => 8;

        public void Embed(ReadOnlySpan<byte> rgb, Span<float> vector)
        {
            if (++_calls == FailsAt) throw new PluginException("it cannot be asked") { Lasting = Lasting };
            for (var i = 0; i < Dimension; i++) vector[i] = 1 + rgb[i];
        }
    }
}
