using System.Text;
using Concord.Indexing;

namespace Concord.Tests;

public class GeoJsonTests
{
    private const string Square = """{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}""";

    [Test]
    public void Parse_CollectionFeatureOrArray_ReadsEach() => Assert.Multiple(() =>
    {
        Assert.That(Parse($$"""{"type":"FeatureCollection","features":[{{Feature(Square)}},{{Feature(Square)}}]}""").Annotations, Has.Count.EqualTo(2));
        Assert.That(Parse(Feature(Square)).Annotations, Has.Count.EqualTo(1));
        Assert.That(Parse($"[{Feature(Square)},{Feature(Square)},{Feature(Square)}]").Annotations, Has.Count.EqualTo(3));
        Assert.That(Parse("\uFEFF" + Feature(Square)).Annotations, Has.Count.EqualTo(1), "a byte order mark is nothing");
        Assert.That(Parse("[]").Annotations, Is.Empty);
    });

    [TestCase("\"Tumor\"", "Tumor")]
    [TestCase("{\"name\":\"Tumor\",\"color\":[1,2,3]}", "Tumor")]
    [TestCase("{\"names\":[\"Tumor\",\"Necrosis\"],\"color\":[1,2,3]}", "Tumor: Necrosis")]
    [TestCase("{\"color\":[1,2,3]}", null)]
    [TestCase("null", null)]
    [TestCase("\"  \"", null)]
    public void Parse_Classification_IsItsName(string classification, string? expected) =>
        Assert.That(Parse(Feature(Square, classification)).Annotations[0].ClassName, Is.EqualTo(expected));

    [Test]
    public void Parse_MultiPolygonWithHole_KeepsPartsAndHoles()
    {
        var set = Parse(Feature("""
            {"type":"MultiPolygon","coordinates":[
              [[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]],
              [[[20,0],[30,0],[30,10],[20,10],[20,0]]]]}
            """));
        Assert.Multiple(() =>
        {
            Assert.That(set.Contains(2, 2), Is.True);
            Assert.That(set.Contains(5, 5), Is.False);
            Assert.That(set.Contains(25, 5), Is.True);
            Assert.That(set.Contains(15, 5), Is.False);
            Assert.That(set.Notes, Is.Empty);
        });
    }

    [TestCase("""{"type":"LineString","coordinates":[[0,0],[1,1]]}""", "feature 1 is a LineString")]
    [TestCase("""{"type":"Point","coordinates":[0,0]}""", "feature 1 is a Point")]
    [TestCase("""{"type":"Polygon","coordinates":[]}""", "feature 1 has an empty polygon")]
    [TestCase("""{"type":"Polygon","coordinates":[[]]}""", "feature 1 has a polygon without area")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[5,5],[10,10],[0,0]]]}""", "feature 1 has a polygon without area")]
    [TestCase("null", "feature 1 has no geometry")]
    public void Parse_NoArea_IsLeftOutWithANote(string geometry, string note)
    {
        var set = Parse(Feature(geometry));
        Assert.Multiple(() =>
        {
            Assert.That(set.Annotations, Is.Empty);
            Assert.That(set.Notes, Has.One.Contains(note));
        });
    }

    [Test]
    public void Parse_Detections_AreLeftOutAndCounted()
    {
        var detection = Feature(Square).Replace("annotation", "detection", StringComparison.Ordinal);
        var set = Parse($"[{detection},{Feature(Square)},{detection}]");
        Assert.Multiple(() =>
        {
            Assert.That(set.Annotations.Select(annotation => annotation.Number), Is.EqualTo(new[] { 2 }));
            Assert.That(set.Notes, Is.EqualTo(new[] { "2 features are detections, cells or tiles, not annotations, and are left out" }));
        });
    }

    [TestCase("", "not JSON")]
    [TestCase("{", "not JSON")]
    [TestCase("{}", "FeatureCollection")]
    [TestCase("3", "FeatureCollection")]
    [TestCase("""{"type":"FeatureCollection"}""", "FeatureCollection")]
    [TestCase("""{"type":"FeatureCollection","features":{}}""", "FeatureCollection")]
    [TestCase("[[]]", "feature 1: it is not a Feature")]
    [TestCase("[null]", "feature 1: it is not a Feature")]
    [TestCase("""[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[NaN,0],[1,0],[1,1]]]}}]""", "not JSON")]
    [TestCase("""[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[["0","0"],["1","0"],["1","1"]]]}}]""", "feature 1: a coordinate must be a number")]
    [TestCase("""[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1e999,0],[1,0],[1,1]]]}}]""", "feature 1: a coordinate is beyond")]
    [TestCase("""[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0],[1,0],[1,1]]]}}]""", "feature 1: a position")]
    [TestCase("""[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[0]}}]""", "feature 1: a ring")]
    [TestCase("""[{"type":"Feature","geometry":{"type":"Polygon"}}]""", "feature 1: its geometry has no array of coordinates")]
    [TestCase("""[{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[0]}}]""", "feature 1: a polygon must be")]
    [TestCase("""[{"type":"Feature","geometry":{"type":"Sphere","coordinates":[]}}]""", "feature 1: its geometry is of a type")]
    [TestCase("""[{"type":"Feature","geometry":7}]""", "feature 1: its geometry has no type")]
    [TestCase("""[{"type":"Feature","geometry":null,"properties":{"classification":7}}]""", "feature 1: its classification")]
    [TestCase("""[{"type":"Feature","geometry":null,"properties":{"classification":{"name":[]}}}]""", "feature 1: the name")]
    [TestCase("""[{"type":"Feature","geometry":null,"properties":{"classification":{"names":[1]}}}]""", "feature 1: the names")]
    [TestCase("""[{"type":"Feature","geometry":null,"properties":{"classification":"a\u0000b"}}]""", "feature 1: its class has control")]
    [TestCase("""[{"type":"Feature","geometry":null,"properties":{"classification":"\ud800"}}]""", "not Unicode")]
    public void Parse_NotSuchAFile_SaysWhatAndWhere(string json, string says) =>
        Assert.That(() => Parse(json), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains(says).And.Message.StartsWith("test.geojson: "));

    [Test]
    public void Parse_TextThatIsNotUtf8_IsRefused()
    {
        byte[] json = [.. """[{"type":"Feature","geometry":null,"properties":{"classification":" """u8, 0xC3, 0x28, .. "\"}}]"u8];
        Assert.That(() => AnnotationSet.Parse(json, "test.geojson"), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void Parse_VeryDeep_IsRefused()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        Assert.That(() => Parse(deep), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("nested"));
    }

    [Test]
    public void Parse_GeometryCollectionsInEachOther_EndAtTheDepth()
    {
        var json = string.Concat(Enumerable.Repeat("""{"type":"GeometryCollection","geometries":[""", 500)) + Square + string.Concat(Enumerable.Repeat("]}", 500));
        Assert.That(() => Parse(Feature(json)), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("nested"));
    }

    [Test]
    public void Parse_BeyondTheLimits_IsRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => Parse(Feature(Square), new AnnotationLimits(Bytes: 10)), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("bytes"));
        Assert.That(() => Parse($"[{Feature(Square)},{Feature(Square)}]", new AnnotationLimits(Vertices: 7)), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("feature 2"));
        Assert.That(() => Parse(Feature(Square), new AnnotationLimits(Vertices: 3)), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("corners"));
    });

    [Test]
    public void Parse_AHundredThousandCornersAllAcross_StaysQuick()
    {
        var corners = string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"[{(i * 7919) % 5000},{i % 2 * 5000}]"));
        var set = Parse(Feature($$"""{"type":"Polygon","coordinates":[[{{corners}}]]}"""));
        Assert.That(set.Share(new SlideTile(1000, 1000, 224, 1)), Is.InRange(0, 1));
    }

    [Test]
    public void Parse_VeryManyEmptyPolygons_SaysSoAThousandTimesAtMost()
    {
        var set = Parse(Feature($$"""{"type":"MultiPolygon","coordinates":[{{string.Join(",", Enumerable.Repeat("[]", 5000))}}]}"""));
        Assert.That((set.Notes.Count, set.Notes[^1]), Is.EqualTo((1001, "4000 more notes are left out")));
    }

    [Test]
    public void Parse_ManyRingsOfManyOverlappingEdges_DoesNotLookAtAllPairs()
    {
        var comb = string.Join(",", Enumerable.Range(0, 3000).Select(i => $"[{i % 2 * 5000},{i}]").Append("[9000,3000]").Append("[9000,0]"));
        var polygons = string.Join(",", Enumerable.Repeat($"[[{comb}]]", 40));
        var set = Parse(Feature($$"""{"type":"MultiPolygon","coordinates":[{{polygons}}]}"""));
        Assert.That(set.Annotations[0].Polygons, Has.Count.EqualTo(40));
    }

    [Test]
    public void Read_MissingFolderOrEmpty_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var empty = Path.Combine(folder.Path, "empty.geojson");
        File.WriteAllBytes(empty, []);
        Assert.Multiple(() =>
        {
            Assert.That(() => AnnotationSet.Read(Path.Combine(folder.Path, "none.geojson")), Throws.TypeOf<ConcordNotFoundException>());
            Assert.That(() => AnnotationSet.Read(folder.Path), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("folder"));
            Assert.That(() => AnnotationSet.Read(empty), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("empty"));
        });
    }

    [Test]
    public void Read_File_NamesItInWhatItRefuses()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "slide.geojson");
        File.WriteAllText(path, $"[{Feature(Square)}]");
        Assert.That(AnnotationSet.Read(path).Annotations, Has.Count.EqualTo(1));
        File.WriteAllText(path, "[7]");
        Assert.That(() => AnnotationSet.Read(path), Throws.TypeOf<ConcordArgumentException>().With.Message.StartsWith(path));
    }

    private static AnnotationSet Parse(string json, AnnotationLimits? limits = null) => AnnotationSet.Parse(Encoding.UTF8.GetBytes(json), "test.geojson", limits);

    private static string Feature(string geometry, string classification = "null") =>
        $$$"""{"type":"Feature","id":"1","geometry":{{{geometry}}},"properties":{"objectType":"annotation","classification":{{{classification}}}}}""";
}
