namespace Concord.Plugins.Tests;

/// <summary>The samples as their readers meet them: built from public headers and contracts, allowed, loaded, used.</summary>
[Platform(Include = "Linux")]
internal sealed class SampleTests : PluginTest
{
    [TestCase("process")]
    [TestCase("host")]
    public void PpmReader_InItsHome_GivesThePixelsOfTheFile(string isolation)
    {
        var source = Folder.At("ppm-reader", "plugin.json");
        Repository.Run(Path.Combine(Repository.Samples, "ppm-reader", "build.sh"), Path.GetDirectoryName(source)!);
        File.WriteAllText(source, File.ReadAllText(source).Replace("\"format\": 1,", $"\"format\": 1, \"isolation\": \"{isolation}\",", StringComparison.Ordinal));
        Store.Allow(Path.GetDirectoryName(source)!, seal: true);
        using var host = Host(Options with { AllowNativeInHost = true });
        var reader = host.SlideReaders.Single();
        var (path, pixels) = Ppm(3000, 1100);

        using var slide = reader.Open(path);
        var whole = new byte[pixels.Length];
        slide.ReadRegion(0, 0, 0, 3000, 1100, whole);
        var corner = new byte[3 * 20 * 10];
        slide.ReadRegion(0, 2990, -5, 20, 10, corner);

        Assert.Multiple(() =>
        {
            Assert.That((reader.Id, slide.Format, slide.Mpp), Is.EqualTo(("ppm-reader", "ppm-reader", (double?)null)));
            Assert.That(reader.Recognises(path), Is.True);
            Assert.That(reader.Recognises(Folder.Write("text.txt", "P6x")), Is.False);
            Assert.That(slide.Levels, Is.EqualTo(new[] { new SlideLevel(3000, 1100, 1) }));
            Assert.That(whole.AsSpan().SequenceEqual(pixels), Is.True);
            Assert.That(corner, Is.EqualTo(Expected(pixels, 3000, 1100, 2990, -5, 20, 10)));
        });
    }

    [TestCase("P6 100 100 255\n", "cut off")]
    [TestCase("P6 0 100 255\n", "no size")]
    [TestCase("P6 99999999999 1 255\n", "no size")]
    [TestCase("P6 1 1 65535\nxxxxxx", "8 bits")]
    [TestCase("P5 1 1 255\nxxx", "no PPM")]
    [TestCase("", "no PPM")]
    public void PpmReader_OfABadFile_SaysWhyAndReadsOn(string content, string reason)
    {
        Allow("ppm-reader");
        using var host = Host();
        Assert.That(() => host.SlideReaders.Single().Open(Folder.Write("bad.ppm", content)), Throws.TypeOf<SlideException>().With.Message.Contains(reason));
        Assert.That(() => host.SlideReaders.Single().Open(Ppm(4, 4).Path).Dispose(), Throws.Nothing);
        Assert.That(host.Plugins.Single().State, Is.EqualTo(PluginState.Running));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void CaseReranker_InItsHome_ShowsEachCaseOnceFirst(bool isolated)
    {
        var source = Folder.At("case-reranker", "plugin.json");
        PluginFiles.Copy(Repository.BuiltProject("samples", "plugins", "case-reranker"), Path.GetDirectoryName(source)!);
        Store.Allow(Path.GetDirectoryName(source)!, seal: true);
        using var host = Host(Options with { IsolateAll = isolated });
        PluginHits hits = new([.. new[] { "A", "A", "B", "A", "C", "B" }.Select((name, i) => new PluginHit(i, i) { Case = name })]);

        Assert.That(host.Rerankers["case-reranker"].Rerank(hits), Is.EqualTo(new[] { 0, 2, 4, 1, 5, 3 }));
        Assert.That(host.Plugins.Single().ProcessId, isolated ? Is.Not.Null : Is.Null);
    }

    [Test]
    public void ColourEmbedder_InPython_GivesTheHistogramsOfTheChannels()
    {
        if (!File.Exists("/usr/bin/python3") || !Directory.Exists("/usr/lib/python3/dist-packages/msgpack")) Assert.Ignore("skipped: python3-msgpack is not installed");
        Store.Allow(Copied("colour-embedder"), seal: true);
        using var host = Host();
        var embedder = host.Embedders["colour-embedder"];
        var rgb = new byte[3 * embedder.Side * embedder.Side];
        new Random(7).NextBytes(rgb);
        var vector = new float[embedder.Dimension];

        embedder.Embed(rgb, vector);

        var expected = Enumerable.Range(0, 48).Select(i => rgb.Where((value, at) => at % 3 == i / 16 && value / 16 == i % 16).Count() / (float)(rgb.Length / 3));
        Assert.That(vector, Is.EqualTo(expected).Within(1e-6));
    }

    private void Allow(string sample)
    {
        var folder = Folder.At(sample, "x");
        Repository.Run(Path.Combine(Repository.Samples, sample, "build.sh"), Path.GetDirectoryName(folder)!);
        Store.Allow(Path.GetDirectoryName(folder)!, seal: true);
    }

    private string Copied(string sample)
    {
        var to = Path.Combine(Folder.Path, sample);
        PluginFiles.Copy(Path.Combine(Repository.Samples, sample), to);
        return to;
    }

    private (string Path, byte[] Pixels) Ppm(int width, int height)
    {
        var pixels = new byte[3 * width * height];
        new Random(width).NextBytes(pixels);
        var path = Folder.At($"{width}x{height}.ppm");
        File.WriteAllBytes(path, [.. System.Text.Encoding.ASCII.GetBytes($"P6\n# drawn\n{width} {height}\n255\n"), .. pixels]);
        return (path, pixels);
    }

    private static byte[] Expected(byte[] pixels, int width, int height, int x, int y, int w, int h)
    {
        var region = new byte[3 * w * h];
        for (var i = 0; i < region.Length; i++)
        {
            var (column, row) = (x + (i / 3 % w), y + (i / 3 / w));
            var inside = column >= 0 && column < width && row >= 0 && row < height;
            region[i] = inside ? pixels[(3 * ((row * width) + column)) + (i % 3)] : (byte)255;
        }

        return region;
    }
}
