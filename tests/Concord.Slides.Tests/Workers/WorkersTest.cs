namespace Concord.Tests;

/// <summary>A test with a folder of its own and real worker processes.</summary>
public abstract class WorkersTest
{
    private protected TemporaryFolder Folder { get; private set; } = null!;

    private protected SlideWorkers Workers { get; private set; } = null!;

    [SetUp]
    public void SetUp()
    {
        Folder = new TemporaryFolder();
        Workers = new SlideWorkers(SlideWorkerOptions.Default, ImageLimits.Default);
    }

    [TearDown]
    public void TearDown()
    {
        Workers.Dispose();
        Folder.Dispose();
    }

    private protected static byte[] Region(ISlide slide, int level, long x, long y, int width, int height)
    {
        var rgb = new byte[3 * width * height];
        slide.ReadRegion(level, x, y, width, height, rgb);
        return rgb;
    }
}
