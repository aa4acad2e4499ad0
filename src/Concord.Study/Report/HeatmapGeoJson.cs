using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Concord.Study;

/// <summary>
/// A heatmap as GeoJSON that QuPath reads: one tile object each, its distance and similarity as measurements, and a class with a colour for each
/// fifth of the scale. Ids are UUIDs made from what the object is, so importing again replaces nothing else.
/// </summary>
public static class HeatmapGeoJson
{
    private const int Bands = 5;

    /// <param name="map">The heatmap.</param>
    /// <param name="identity">What the ids are made from besides the tile: collection, space and query.</param>
    public static JsonObject Of(Heatmap map, string identity)
    {
        ArgumentNullException.ThrowIfNull(map);
        var scale = HeatmapScale.Of(map);
        return new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["features"] = new JsonArray([.. map.Tiles.Select((tile, i) => Feature(tile, map.Distances[i], scale.Share(map.Distances[i]), identity))]),
        };
    }

    private static JsonObject Feature(TileInfo tile, float distance, double share, string identity) => new()
    {
        ["type"] = "Feature",
        ["id"] = Id($"{identity}/{tile.Id}").ToString("D"),
        ["geometry"] = new JsonObject { ["type"] = "Polygon", ["coordinates"] = new JsonArray(Ring(tile)) },
        ["properties"] = new JsonObject
        {
            ["objectType"] = "tile",
            ["isLocked"] = false,
            ["measurements"] = new JsonObject { ["Concord: distance"] = distance, ["Concord: similarity"] = Math.Round(share, 6) },
            ["classification"] = Class(share),
        },
    };

    private static JsonObject Class(double share)
    {
        var band = Math.Min(Bands, 1 + (int)(share * Bands));
        var (r, g, b) = Viridis.At((band - 1.0) / (Bands - 1));
        return new JsonObject { ["name"] = $"Similarity {band} of {Bands}", ["color"] = new JsonArray(r, g, b) };
    }

    private static JsonArray Ring(TileInfo tile)
    {
        var (right, bottom) = ((long)tile.X + tile.Width, (long)tile.Y + tile.Height);
        return new JsonArray([.. new[] { (tile.X, (long)tile.Y), (right, tile.Y), (right, bottom), (tile.X, bottom), (tile.X, tile.Y) }
            .Select(corner => new JsonArray(corner.Item1, corner.Item2))]);
    }

    /// <summary>A UUID of version 8 (RFC 9562): the start of a hash.</summary>
    private static Guid Id(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true);
    }
}
