namespace Concord.Cli.Plugins;

/// <summary>Answers to searches as plugins get them, and what they make of them.</summary>
internal static class PluginAnswers
{
    /// <summary>Half of a frame: beyond it hits come without their vectors.</summary>
    private const long MostVectorBytes = 8 << 20;

    internal static PluginHits Hits(Collection collection, Space space, SearchRequest request, SearchAnswer answer)
    {
        var withVectors = (long)answer.Hits.Count * space.Dimension * sizeof(float) <= MostVectorBytes;
        return new PluginHits([.. answer.Hits.Select(hit => Hit(hit, withVectors ? Vector(collection, space, hit.Tile) : default))]) { Query = request.Vector };
    }

    /// <summary>The same hits with their distances, in the plugin's order and with new ranks.</summary>
    internal static SearchAnswer Reranked(SearchAnswer answer, IReadOnlyList<int> order) =>
        answer with { Hits = [.. order.Select((index, place) => answer.Hits[index] with { Rank = place + 1 })] };

    internal static byte[] Export(IExporter exporter, PluginHits hits)
    {
        using var file = new MemoryStream();
        exporter.Export(hits, file);
        return file.ToArray();
    }

    private static PluginHit Hit(Hit hit, ReadOnlyMemory<float> vector) => new(hit.Tile, hit.Distance)
    {
        Slide = hit.Slide,
        Case = hit.Case,
        Patient = hit.Patient,
        Labels = hit.Labels,
        X = hit.X,
        Y = hit.Y,
        Width = hit.Width,
        Height = hit.Height,
        Vector = vector,
    };

    private static ReadOnlyMemory<float> Vector(Collection collection, Space space, long tile)
    {
        try
        {
            return collection.Vector(space, tile);
        }
        catch (ConcordNotFoundException)
        {
            // Deleted since it was found.
            return default;
        }
    }
}
