using Concord.Tests;

namespace Concord.Study.Tests.Report;

/// <summary>Slides of unknown size that were imported as one row: a tile of 0 x 0.</summary>
internal sealed class WholeSlideTests
{
    [Test]
    public void Tile_WithoutASize_ShowsTheWholeSlide()
    {
        using var folder = new TemporaryFolder();
        ImageFile.WritePng(new RgbImage(60, 30, new byte[60 * 30 * 3]), folder.At("s.png"));
        using var pictures = new TilePictures();
        var picture = pictures.Tile(folder.At("s.png"), new TileBox(0, 0, 0, 0), 40)!;
        Assert.That((picture.Width, picture.Height), Is.EqualTo((40, 20)));
    }

    [Test]
    public void Pictures_OfAWholeSlide_AreThoseOfItsPixels()
    {
        var path = TestData.Require("wsi", "cmu-1-small-region.svs");
        using var expected = SlideReaders.Open(path);
        var rgb = new byte[3 * 200 * 200];
        expected.ReadRegion(0, 1000, 900, 200, 200, rgb);
        using var pictures = new TilePictures();

        var (tile, whole) = (pictures.Tile(path, new TileBox(1000, 900, 200, 200), 200), pictures.Slide(path, 480));

        Assert.That(tile, Is.EqualTo(ReportPicture.Of(new RgbImage(200, 200, rgb), 200)));
        Assert.That(Math.Max(whole!.Width, whole.Height), Is.EqualTo(480));
    }

    [Test]
    public void Draw_TileWithoutASize_IsAPicture()
    {
        var slide = new SlideInfo(1, "s", "s", "s") { Labels = new Dictionary<string, string>() };
        var tile = new TileInfo(1, slide, 0, 0, 0, 0) { Labels = slide.Labels };
        Assert.That(HeatmapPicture.Draw(new Heatmap(slide, [tile], [0.5f]), null).Width, Is.Positive);
    }
}
