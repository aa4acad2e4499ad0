using Concord.Indexing;

namespace Concord.Tests;

public class SlideGridTests
{
    [TestCase(224, 0.5, 0.25, 448)]
    [TestCase(224, 0.5, 0.499, 224)]
    [TestCase(256, 1.0, 0.2527, 1013)]
    [TestCase(224, 0.25, 0.5, 112)]
    [TestCase(5, 0.5, 1.0, 2, TestName = "Side_Half_RoundsToEven")]
    public void Of_ModelAndSlideMpp_GivesTheSideRounded(int tileSide, double mpp, double slideMpp, int side)
    {
        var grid = SlideGrid.Of(3_000, 2_000, slideMpp, mask: null, new SlideGridOptions { TileSide = tileSide, Mpp = mpp });
        Assert.That((grid.Side, grid.Stride), Is.EqualTo((side, side)));
    }

    [Test]
    public void Of_NoMask_CoversTheSlideRowByRow()
    {
        var grid = SlideGrid.Of(1000, 700, 0.5, null, new SlideGridOptions { TileSide = 200, Mpp = 0.5 });
        Assert.Multiple(() =>
        {
            Assert.That(grid.Tiles.Select(tile => (tile.X, tile.Y)), Is.EqualTo(
                from y in Enumerable.Range(0, 4) from x in Enumerable.Range(0, 5) select (x * 200L, y * 200L)), "the last row is half inside");
            Assert.That(grid.Counts, Is.EqualTo(new TileCounts(20, 20, grid.Counts.Dropped)));
            Assert.That(grid.Tiles.Select(tile => tile.Tissue), Is.All.EqualTo(1));
        });
    }

    [Test]
    public void Of_LessThanHalfInside_IsDroppedAsEdge()
    {
        var grid = SlideGrid.Of(1090, 1100, 0.5, null, new SlideGridOptions { TileSide = 200, Mpp = 0.5 });
        Assert.Multiple(() =>
        {
            Assert.That(grid.Counts.All, Is.EqualTo(36));
            Assert.That(grid.Counts.Of(DropReason.Edge), Is.EqualTo(6), "the right column, of 90 of 200, and no more of the lower row, of 100 of 200");
            Assert.That(grid.Tiles.Count(tile => tile.Y == 1000), Is.EqualTo(5));
        });
    }

    [Test]
    public void Of_Overlap_StepsByThePartThatIsNew()
    {
        var grid = SlideGrid.Of(1000, 200, 0.5, null, new SlideGridOptions { TileSide = 200, Mpp = 0.5, Overlap = 0.25 });
        Assert.Multiple(() =>
        {
            Assert.That(grid.Stride, Is.EqualTo(150));
            Assert.That(grid.Tiles.Where(tile => tile.Y == 0).Select(tile => tile.X), Is.EqualTo(new[] { 0, 150, 300, 450, 600, 750, 900 }));
        });
    }

    [Test]
    public void Of_Mask_KeepsWhatHasTissueAndCountsTheRest()
    {
        var image = PaintedSlide.Paint(100, 80, (x, _) => x < 45 ? PaintedSlide.Eosin : PaintedSlide.Glass);
        var mask = TissueMask.Of(PaintedSlide.Thumbnail(image, downsample: 16));
        var grid = SlideGrid.Of(1600, 1280, 0.5, mask, new SlideGridOptions { TileSide = 160, Mpp = 0.5 });
        Assert.Multiple(() =>
        {
            Assert.That(grid.Tiles.Select(tile => tile.X).Distinct(), Is.EqualTo(new[] { 0, 160, 320, 480, 640 }), "the fifth column is half tissue");
            Assert.That(grid.Tiles.Count + grid.Counts.Of(DropReason.NoTissue), Is.EqualTo(grid.Counts.All));
            Assert.That(grid.Dropped.Select(tile => tile.Reason), Is.All.EqualTo(DropReason.NoTissue));
            Assert.That(grid.Counts.ToString(), Is.EqualTo("40 of 80 tiles kept, 40 without enough tissue"));
        });
    }

    [Test]
    public void Without_ARule_MovesTilesToTheDropped()
    {
        var grid = SlideGrid.Of(1000, 1000, null, null, new SlideGridOptions { TileSide = 100 });
        var left = grid.Without(tile => tile.X == 200 ? DropReason.Annotation : DropReason.None);
        Assert.Multiple(() =>
        {
            Assert.That(left.Tiles, Is.EqualTo(grid.Tiles.Where(tile => tile.X != 200)));
            Assert.That(left.Counts.Of(DropReason.Annotation), Is.EqualTo(10));
            Assert.That(left.Counts.All, Is.EqualTo(100));
        });
    }

    [Test]
    public void AndDropped_AfterJudging_MovesFromKept()
    {
        var counts = SlideGrid.Of(1000, 1000, null, null, new SlideGridOptions { TileSide = 100 }).Counts.AndDropped(DropReason.Blur, 3).AndDropped(DropReason.Blur);
        Assert.Multiple(() =>
        {
            Assert.That((counts.All, counts.Kept, counts.Of(DropReason.Blur)), Is.EqualTo((100, 96, 4)));
            Assert.That(() => counts.AndDropped(DropReason.Pen, 97), Throws.TypeOf<ConcordArgumentException>());
        });
    }

    [Test]
    public void Of_NoMpp_IsRefusedWithTheOption() =>
        Assert.That(() => SlideGrid.Of(100, 100, null, null, new SlideGridOptions { Mpp = 0.5 }),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("--mpp"));

    [Test]
    public void Of_NoMppButGiven_UsesIt() =>
        Assert.That(SlideGrid.Of(1000, 1000, null, null, new SlideGridOptions { TileSide = 100, Mpp = 0.5, SlideMpp = 0.25 }).Side, Is.EqualTo(200));

    private static readonly (SlideGridOptions Options, string Says)[] Bad =
    [
        (new SlideGridOptions { TileSide = 0 }, "tile side"),
        (new SlideGridOptions { Overlap = 1 }, "overlap"),
        (new SlideGridOptions { Overlap = double.NaN }, "overlap"),
        (new SlideGridOptions { LeastTissue = 1.5 }, "tissue"),
        (new SlideGridOptions { Mpp = double.NaN }, "mpp"),
        (new SlideGridOptions { Mpp = 0.5, SlideMpp = 0 }, "resolution"),
        (new SlideGridOptions { Mpp = 0.01, SlideMpp = 900 }, "0 pixels"),
        (new SlideGridOptions { TileSide = 1 }, "is more than"),
    ];

    [Test]
    public void Of_OptionsThatCannotBe_SaysWhich([ValueSource(nameof(Bad))] (SlideGridOptions Options, string Says) bad) =>
        Assert.That(() => SlideGrid.Of(2_000_000_000, 2_000_000_000, 0.5, null, bad.Options), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains(bad.Says));

    [Test]
    public void Of_SlideSmallerThanHalfATile_HasNoTile() =>
        Assert.That(SlideGrid.Of(16, 16, null, null, new SlideGridOptions()).Counts.Of(DropReason.Edge), Is.EqualTo(1));

    [Test]
    public void Pictures_CmuSmallRegion_ShowMaskAndGrid()
    {
        var slide = new MemorySlide(ImageFile.Read(TestData.Require("wsi", "cmu-1-small-region.svs")), mpp: 0.499);
        var (thumbnail, mask) = (SlideThumbnail.OfLongestSide(slide, 700), TissueMask.Of(slide));
        var grid = SlideGrid.Of(slide, mask, new SlideGridOptions { Mpp = 0.5 });
        var (tissue, picture) = (SlidePicture.Tissue(thumbnail, mask), SlidePicture.Grid(thumbnail, mask, grid));
        var tile = grid.Tiles[0];
        var corner = 3 * (((int)Math.Round(tile.Y / thumbnail.Downsample) * picture.Width) + (int)Math.Round(tile.X / thumbnail.Downsample));
        Assert.Multiple(() =>
        {
            Assert.That((tissue.Width, tissue.Height), Is.EqualTo((thumbnail.Image.Width, thumbnail.Image.Height)));
            Assert.That(tissue.Pixels, Is.Not.EqualTo(thumbnail.Image.Pixels));
            Assert.That(PictureFile.EncodePng(picture), Has.Length.LessThan(ImageFile.EncodePng(picture).Length / 2));
            Assert.That(picture.Pixels.AsSpan(corner, 3).ToArray(), Is.EqualTo(new byte[] { 0, 158, 115 }), "the frame of a kept tile");
        });
    }
}
