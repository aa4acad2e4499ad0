using System.Text.Json;

namespace Concord.Indexing;

/// <summary>Reads rings of coordinates.</summary>
internal sealed class GeoJsonRing(Func<string, Exception> refuse, long mostCorners)
{
    private const double Farthest = 1e9;

    /// <summary>Corners, x and y in turn, without the last one where it repeats the first; a third coordinate is left away.</summary>
    internal double[] Read(JsonElement ring)
    {
        if (ring.ValueKind != JsonValueKind.Array) throw refuse("a ring must be an array of positions");
        if (ring.GetArrayLength() > mostCorners) throw refuse($"a ring has {ring.GetArrayLength()} corners; annotations may have {mostCorners}");
        var corners = new List<double>(2 * ring.GetArrayLength());
        foreach (var position in ring.EnumerateArray())
        {
            if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2) throw refuse("a position must be an array of two numbers");
            corners.Add(Coordinate(position[0]));
            corners.Add(Coordinate(position[1]));
        }

        var closes = corners.Count > 2 && corners[0] == corners[^2] && corners[1] == corners[^1];
        return [.. closes ? corners[..^2] : corners];
    }

    /// <summary>Whether a ring has three corners that are not on one line.</summary>
    internal static bool HasArea(double[] ring)
    {
        if (ring.Length < 6) return false;
        for (int i = 2, away = 0; i < ring.Length; i += 2)
        {
            var (dx, dy) = (ring[i] - ring[0], ring[i + 1] - ring[1]);
            if (away == 0)
            {
                if (dx != 0 || dy != 0) away = i;
                continue;
            }

            if (((ring[away] - ring[0]) * dy) - ((ring[away + 1] - ring[1]) * dx) != 0) return true;
        }

        return false;
    }

    private double Coordinate(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Number) throw refuse("a coordinate must be a number");
        return element.TryGetDouble(out var value) && Math.Abs(value) <= Farthest
            ? value
            : throw refuse($"a coordinate is beyond {Farthest:0} pixels");
    }
}
