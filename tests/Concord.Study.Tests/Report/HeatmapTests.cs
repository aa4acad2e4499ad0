namespace Concord.Study.Tests;

[TestFixture]
internal sealed class HeatmapTests
{
    [TestCase(0, 0x44, 0x01, 0x54)]
    [TestCase(0.5, 0x21, 0x91, 0x8c)]
    [TestCase(1, 0xfd, 0xe7, 0x25)]
    public void Viridis_Anchors_AreMatplotlibs(double share, int r, int g, int b) =>
        Assert.That(Viridis.At(share), Is.EqualTo(((byte)r, (byte)g, (byte)b)));

    [Test]
    public void Draw_NearestTile_IsYellowAndFurthestViolet()
    {
        var picture = HeatmapPicture.Draw(Map(1, 3), null);
        Assert.That(Pixel(picture, 5, 5), Is.EqualTo((0xfd, 0xe7, 0x25)));
        Assert.That(Pixel(picture, 150, 5), Is.EqualTo((0x44, 0x01, 0x54)));
        Assert.That(Pixel(picture, 5, 150), Is.EqualTo((255, 255, 255)), "no tile there");
    }

    [Test]
    public void GeoJson_OfTheSameQuery_HasTheSameIdsAndClosedRings()
    {
        var (one, again, other) = (HeatmapGeoJson.Of(Map(1, 3), "q"), HeatmapGeoJson.Of(Map(1, 3), "q"), HeatmapGeoJson.Of(Map(1, 3), "r"));
        var id = (string?)one["features"]![0]!["id"];
        Assert.That(((string?)again["features"]![0]!["id"], (string?)other["features"]![0]!["id"] == id), Is.EqualTo((id, false)));
        Assert.That(id![14], Is.EqualTo('8'), "a UUID of version 8");
        var ring = one["features"]![1]!["geometry"]!["coordinates"]![0]!.AsArray();
        Assert.That(ring[0]!.ToJsonString(), Is.EqualTo(ring[4]!.ToJsonString()));
        Assert.That((string?)one["features"]![0]!["properties"]!["classification"]!["name"], Is.EqualTo("Similarity 5 of 5"));
        Assert.That((string?)one["features"]![1]!["properties"]!["classification"]!["name"], Is.EqualTo("Similarity 1 of 5"));
    }

    [Test]
    public void Scale_AllAlike_IsOne() => Assert.That(HeatmapScale.Of(Map(2, 2)).Share(2), Is.EqualTo(1));

    private static (int, int, int) Pixel(RgbImage image, int x, int y)
    {
        var at = 3 * ((y * image.Width) + x);
        return (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]);
    }

    private static Heatmap Map(params float[] distances)
    {
        var labels = new Dictionary<string, string>();
        var slide = new SlideInfo(1, "s", "c", "p") { Labels = labels, Width = 200, Height = 200 };
        return new Heatmap(slide, [.. distances.Select((_, i) => new TileInfo(i + 1, slide, 100 * i, 0, 100, 100) { Labels = labels })], distances);
    }
}
