using Concord.Indexing;

namespace Concord.Tests;

public class TileQualityTests
{
    [Test]
    public void Judge_LungTiles_PassTwoHundredToOne()
    {
        var files = Directory.GetFiles(TestData.Require("lung_tiles"), "*.jp*g", SearchOption.AllDirectories);
        var dropped = files.Select(file => (file, Verdict: Judge(ImageFile.Read(file)))).Where(tile => !tile.Verdict.Passed).ToList();
        Assert.That(dropped, Has.Count.LessThanOrEqualTo(files.Length / 200), string.Join("\n", dropped));
    }

    [Test]
    public void Judge_OsteosarcomaTiles_AllPass()
    {
        var files = Directory.GetFiles(TestData.Require("osteosarcoma_tiles"), "*.jpg", SearchOption.AllDirectories);
        Assert.That(files.Select(file => (file, Verdict: Judge(ImageFile.Read(file)))).Where(tile => !tile.Verdict.Passed), Is.Empty);
    }

    [TestCase("almost-white-1.png", DropReason.Blank)]
    [TestCase("almost-white-ihc.png", DropReason.Blank)]
    [TestCase("no-tissue.png", DropReason.Blank)]
    [TestCase("no-tissue-line.png", DropReason.Blank)]
    [TestCase("liver-level2-38626-13514-39426-14315.png", DropReason.Blank)]
    [TestCase("no-tissue-green-pen.png", DropReason.Pen)]
    [TestCase("very-low-nuclei-score-red-pen-level1.png", DropReason.Pen)]
    [TestCase("high-nuclei-score-level2.png", DropReason.None)]
    [TestCase("kidney-ihc-level0-340-520-390-550.png", DropReason.None)]
    [TestCase("kidney-ihc-level0-350-530-360-540.png", DropReason.None)]
    [TestCase("tissue-level0-4302-10273-4814-10785.png", DropReason.None)]
    [TestCase("tissue-level0-7352-11762-7864-12274.png", DropReason.None)]
    public void Judge_KnownTile_GivesItsReason(string name, DropReason expected)
    {
        var verdict = Judge(ImageFile.Read(TestData.Require("tiles_quality", name)));
        Assert.That(verdict.Reason, Is.EqualTo(expected), $"{verdict}");
    }

    [Test]
    public void Judge_LungTilesBlurredByTwoPixels_AreOutOfFocus()
    {
        var files = Directory.GetFiles(TestData.Require("lung_tiles"), "*.jp*g", SearchOption.AllDirectories).Order().Where((_, i) => i % 32 == 0).ToList();
        var caught = files.Count(file => Judge(Blur(ImageFile.Read(file), 2)).Reason == DropReason.Blur);
        Assert.That(caught, Is.EqualTo(files.Count));
    }

    [Test]
    public void Judge_CmuTiles_PassInFocusAndFailBlurred()
    {
        var tiles = Tiles(ImageFile.Read(TestData.Require("wsi", "cmu-1-small-region.svs")), 256).Where(tile => Judge(tile).Tissue > 0.5).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(tiles, Has.Count.GreaterThan(20));
            Assert.That(tiles.Select(tile => Judge(tile)).Where(verdict => !verdict.Passed), Is.Empty);
            Assert.That(tiles.Where((_, i) => i % 4 == 0).Select(tile => Judge(Blur(tile, 2)).Reason), Is.All.EqualTo(DropReason.Blur));
        });
    }

    [Test]
    public void Judge_FatAndFlatMucin_AreNotBlur()
    {
        var fat = PaintedSlide.Paint(256, 256, (x, y) => x % 40 < 2 || y % 40 < 2 ? PaintedSlide.Eosin : PaintedSlide.Glass);
        var mucin = PaintedSlide.Paint(256, 256, (_, _) => (222, 200, 235), noise: 2);
        var plain = TestImage.Plain(256, 256, 220, 150, 190);
        Assert.Multiple(() =>
        {
            Assert.That(Judge(fat).Reason, Is.EqualTo(DropReason.None));
            Assert.That(Judge(mucin).Reason, Is.EqualTo(DropReason.None));
            Assert.That(Judge(plain).Sharpness, Is.EqualTo(double.PositiveInfinity));
        });
    }

    [Test]
    public void Judge_Sharpness_EqualsPlainLoops([Values(8, 9, 17, 33, 64)] int width, [Values(8, 31, 40)] int height)
    {
        var image = PaintedSlide.Paint(width, height, (x, y) => ((x / 3) + (y / 4)) % 2 == 0 ? PaintedSlide.Eosin : PaintedSlide.Haematoxylin, noise: 9);
        var (grey, expected) = (PlainGrey(image), double.PositiveInfinity);
        for (var scale = 0; scale < 3 && grey.GetLength(0) >= 8 && grey.GetLength(1) >= 8; scale++, grey = PlainHalf(grey)) expected = Math.Min(expected, PlainRatio(grey));
        Assert.That(Judge(image).Sharpness, Is.EqualTo(expected).Within(0.1).Percent);
    }

    [Test]
    public void Judge_GatesOff_KeepsWhatTheyWouldDrop()
    {
        var pen = TestImage.Plain(64, 64, 45, 165, 140);
        Assert.Multiple(() =>
        {
            Assert.That(Judge(pen).Reason, Is.EqualTo(DropReason.Pen));
            Assert.That(Judge(pen, QualityGates.Off), Is.EqualTo(Judge(pen) with { Reason = DropReason.None }));
            Assert.That(Judge(TestImage.Plain(64, 64, 244, 244, 244)).Reason, Is.EqualTo(DropReason.Blank));
            Assert.That(Judge(TestImage.Plain(64, 64, 244, 244, 244), QualityGates.Off).Passed, Is.True);
        });
    }

    [Test]
    public void Judge_SmallestTile_HasAVerdict() => Assert.That(Judge(TestImage.Plain(1, 1, 200, 100, 150)).Passed, Is.True);

    [Test]
    public void Judge_PixelsOfAnotherSize_Refuses() =>
        Assert.That(() => TileQuality.Judge(new byte[10], 2, 2), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("10 bytes"));

    [TestCase(110, 80, 150, InkColour.None, TestName = "Ink_HaematoxylinOfHE_IsNone")]
    [TestCase(120, 135, 175, InkColour.None, TestName = "Ink_CounterstainOfIhc_IsNone")]
    [TestCase(120, 80, 45, InkColour.None, TestName = "Ink_Dab_IsNone")]
    [TestCase(170, 30, 60, InkColour.None, TestName = "Ink_Blood_IsNone")]
    [TestCase(45, 165, 140, InkColour.Green, TestName = "Ink_GreenMarker_IsGreen")]
    [TestCase(30, 60, 190, InkColour.Blue, TestName = "Ink_BlueMarker_IsBlue")]
    [TestCase(225, 40, 60, InkColour.Red, TestName = "Ink_RedMarker_IsRed")]
    [TestCase(41, 25, 32, InkColour.Black, TestName = "Ink_BlackMarkerOverTissue_IsBlack")]
    [TestCase(60, 90, 75, InkColour.Green, TestName = "Ink_GreenMarkerOverTissue_IsGreen")]
    [TestCase(20, 20, 22, InkColour.Black, TestName = "Ink_BlackMarker_IsBlack")]
    public void Ink_Colours(int red, int green, int blue, object expected) => Assert.That(Ink.Of(red, green, blue), Is.EqualTo(expected));

    private static TileVerdict Judge(RgbImage image, QualityGates? gates = null) => TileQuality.Judge(image.Pixels, image.Width, image.Height, gates);

    private static IEnumerable<RgbImage> Tiles(RgbImage image, int side) =>
        from y in Enumerable.Range(0, image.Height / side)
        from x in Enumerable.Range(0, image.Width / side)
        select image.Crop(x * side, y * side, side, side);

    /// <summary>A Gaussian blur, plainly.</summary>
    private static RgbImage Blur(RgbImage image, double sigma)
    {
        var radius = (int)Math.Ceiling(3 * sigma);
        var weights = Enumerable.Range(-radius, (2 * radius) + 1).Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma))).ToArray();
        var total = weights.Sum();
        var source = image.Pixels.Select(value => (double)value).ToArray();
        source = Pass(source, horizontal: true);
        source = Pass(source, horizontal: false);
        return new RgbImage(image.Width, image.Height, [.. source.Select(value => (byte)(value + 0.5))]);

        double[] Pass(double[] from, bool horizontal)
        {
            var to = new double[from.Length];
            for (var i = 0; i < from.Length; i++)
            {
                var (c, x, y) = (i % 3, i / 3 % image.Width, i / 3 / image.Width);
                for (var k = -radius; k <= radius; k++)
                {
                    var (sx, sy) = horizontal ? (Math.Clamp(x + k, 0, image.Width - 1), y) : (x, Math.Clamp(y + k, 0, image.Height - 1));
                    to[i] += weights[k + radius] / total * from[(3 * ((sy * image.Width) + sx)) + c];
                }
            }

            return to;
        }
    }

    private static double[,] PlainGrey(RgbImage image)
    {
        var grey = new double[image.Height, image.Width];
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            var sum = (77 * image.Pixels[3 * i]) + (150 * image.Pixels[(3 * i) + 1]) + (29 * image.Pixels[(3 * i) + 2]) + 8;
            grey[i / image.Width, i % image.Width] = Math.Floor(sum / 16.0);
        }

        return grey;
    }

    private static double[,] PlainHalf(double[,] grey)
    {
        var half = new double[grey.GetLength(0) / 2, grey.GetLength(1) / 2];
        for (var i = 0; i < half.Length; i++)
        {
            var (y, x) = (i / half.GetLength(1), i % half.GetLength(1));
            half[y, x] = Math.Floor((grey[2 * y, 2 * x] + grey[(2 * y) + 1, 2 * x] + grey[2 * y, (2 * x) + 1] + grey[(2 * y) + 1, (2 * x) + 1] + 2) / 4);
        }

        return half;
    }

    private static double PlainRatio(double[,] grey)
    {
        double laplacian = 0, gradient = 0;
        for (var y = 1; y < grey.GetLength(0) - 1; y++)
        {
            for (var x = 1; x < grey.GetLength(1) - 1; x++)
            {
                var (up, down, left, right) = (Density(y - 1, x), Density(y + 1, x), Density(y, x - 1), Density(y, x + 1));
                laplacian += Math.Pow((4 * Density(y, x)) - up - down - left - right, 2);
                gradient += (Math.Pow(right - left, 2) + Math.Pow(down - up, 2)) / 4;
            }
        }

        return laplacian / gradient;

        double Density(int y, int x) => -Math.Log((grey[y, x] + 16) / 4096);
    }
}
