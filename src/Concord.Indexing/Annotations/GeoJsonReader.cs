using System.Text.Json;

namespace Concord.Indexing;

/// <summary>
/// Turns GeoJSON into annotations. What is not GeoJSON refuses the file, for nobody can say what was meant; a feature without an area is left out
/// with a note. For one file.
/// </summary>
internal sealed class GeoJsonReader(string source, AnnotationLimits limits)
{
    private const int MostDepth = 64;
    private const int LongestClass = 200;
    private const int MostNotes = 1000;

    private static readonly string[] Detections = ["detection", "cell", "tile", "tma_core"];

    private readonly List<Annotation> _annotations = [];
    private readonly List<string> _notes = [];
    private readonly SelfCrossing _crossing = new();
    private int _number;
    private int _detections;
    private int _unsaid;
    private long _vertices;

    internal AnnotationSet Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > limits.Bytes) throw Refuse($"it has {json.Length} bytes; annotations may have {limits.Bytes}");
        if (json.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) json = json[3..];
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MostDepth });
            ReadRoot(document.RootElement);
        }
        catch (JsonException e)
        {
            throw Refuse($"it is not JSON, or nested more than {MostDepth} deep, at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}", e);
        }
        catch (InvalidOperationException e)
        {
            throw Refuse($"feature {_number}: it has text that is not Unicode", e);
        }

        if (_detections > 0) _notes.Add($"{_detections} features are detections, cells or tiles, not annotations, and are left out");
        if (_unsaid > 0) _notes.Add($"{_unsaid} more notes are left out");
        return new AnnotationSet(_annotations, _notes);
    }

    private void ReadRoot(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            ReadFeatures(root);
            return;
        }

        switch (TypeOf(root))
        {
            case "FeatureCollection" when root.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array:
                ReadFeatures(features);
                break;
            case "Feature":
                ReadFeature(root);
                break;
            default:
                throw Refuse("it must be a FeatureCollection with its features, a Feature, or an array of features");
        }
    }

    private void ReadFeatures(JsonElement features)
    {
        foreach (var feature in features.EnumerateArray()) ReadFeature(feature);
    }

    private void ReadFeature(JsonElement feature)
    {
        _number++;
        if (TypeOf(feature) != "Feature") throw RefuseFeature("it is not a Feature");
        var properties = feature.TryGetProperty("properties", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        if (IsDetection(properties))
        {
            _detections++;
            return;
        }

        var className = ClassOf(properties);
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind == JsonValueKind.Null)
        {
            Note("has no geometry and is left out");
            return;
        }

        var polygons = new List<Polygon>();
        ReadGeometry(geometry, polygons);
        if (polygons.Count > 0) _annotations.Add(new Annotation(_number, className, polygons));
    }

    private static bool IsDetection(JsonElement properties) =>
        properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("objectType", out var type)
        && type.ValueKind == JsonValueKind.String && Detections.Contains(type.GetString());

    private string? ClassOf(JsonElement properties)
    {
        if (properties.ValueKind != JsonValueKind.Object || !properties.TryGetProperty("classification", out var classification)) return null;
        var name = classification.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => classification.GetString(),
            JsonValueKind.Object => NameOf(classification),
            _ => throw RefuseFeature("its classification must be a string, or an object with name or names"),
        };
        if (name is { Length: > LongestClass }) throw RefuseFeature($"its class has {name.Length} characters; it may have {LongestClass}");
        if (name is not null && name.Any(char.IsControl)) throw RefuseFeature("its class has control characters");
        return string.IsNullOrWhiteSpace(name) ? null : name.Trim();
    }

    private string? NameOf(JsonElement classification)
    {
        if (classification.TryGetProperty("name", out var name))
        {
            return name.ValueKind switch
            {
                JsonValueKind.String => name.GetString(),
                JsonValueKind.Null => null,
                _ => throw RefuseFeature("the name of its classification must be a string"),
            };
        }

        if (!classification.TryGetProperty("names", out var names)) return null;
        if (names.ValueKind != JsonValueKind.Array || names.EnumerateArray().Any(part => part.ValueKind != JsonValueKind.String))
        {
            throw RefuseFeature("the names of its classification must be an array of strings");
        }

        return string.Join(": ", names.EnumerateArray().Select(part => part.GetString()));
    }

    private void ReadGeometry(JsonElement geometry, List<Polygon> polygons)
    {
        var type = TypeOf(geometry) ?? throw RefuseFeature("its geometry has no type");
        switch (type)
        {
            case "Polygon":
                ReadPolygon(Member(geometry, "coordinates"), polygons);
                break;
            case "MultiPolygon":
                foreach (var polygon in Member(geometry, "coordinates").EnumerateArray()) ReadPolygon(polygon, polygons);
                break;
            case "GeometryCollection":
                foreach (var part in Member(geometry, "geometries").EnumerateArray()) ReadGeometry(part, polygons);
                break;
            case "Point" or "MultiPoint" or "LineString" or "MultiLineString":
                Note($"is a {type}, which has no area, and is left out");
                break;
            default:
                throw RefuseFeature("its geometry is of a type that GeoJSON does not have");
        }
    }

    private void ReadPolygon(JsonElement coordinates, List<Polygon> polygons)
    {
        if (coordinates.ValueKind != JsonValueKind.Array) throw RefuseFeature("a polygon must be an array of rings");
        var reader = new GeoJsonRing(RefuseFeature, limits.Vertices);
        var rings = new List<double[]>();
        foreach (var element in coordinates.EnumerateArray())
        {
            var ring = reader.Read(element);
            var isOuter = rings.Count == 0;
            if (!GeoJsonRing.HasArea(ring))
            {
                Note(isOuter ? "has a polygon without area, which is left out" : "has a hole without area, which is left out");
                if (isOuter) return;
                continue;
            }

            if (_crossing.In(ring)) Note("crosses itself; what it goes round twice counts as outside (even-odd rule)");
            rings.Add(ring);
        }

        if (rings.Count == 0) Note("has an empty polygon, which is left out");
        else polygons.Add(new Polygon(rings));
        CheckVertices(rings);
    }

    private void CheckVertices(List<double[]> rings)
    {
        _vertices += rings.Sum(ring => ring.Length / 2);
        if (_vertices > limits.Vertices) throw RefuseFeature($"the polygons up to here have {_vertices} corners; annotations may have {limits.Vertices}");
    }

    private JsonElement Member(JsonElement geometry, string name) =>
        geometry.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array
            ? member
            : throw RefuseFeature($"its geometry has no array of {name}");

    private static string? TypeOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;

    private void Note(string text)
    {
        if (_notes.Count < MostNotes) _notes.Add($"feature {_number} {text}");
        else _unsaid++;
    }

    private ConcordArgumentException RefuseFeature(string reason) => Refuse($"feature {_number}: {reason}");

    private ConcordArgumentException Refuse(string reason, Exception? inner = null) => new($"{source}: {reason}", inner);
}
