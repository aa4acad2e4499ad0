using System.Runtime.InteropServices;
using Concord.Interop;

namespace Concord;

/// <summary>Turns vectors into the bytes a space stores: checked, scaled to unit length where the metric is cosine, in its element type.</summary>
internal static class RowBytes
{
    internal static byte[] Of(Space space, int count, ReadOnlySpan<float> vectors, Func<int, string> describe)
    {
        if (vectors.Length != (long)count * space.Dimension) throw WrongLength(space, count, vectors.Length);
        var type = (NativeDtype)(int)space.Stored;
        var bytes = new byte[(long)count * space.Dimension * Elements.Size(type)];
        try
        {
            Vectors.Convert(MemoryMarshal.AsBytes(vectors), NativeDtype.Float32, count, space.Dimension, space.Identity.Metric == Metric.Cosine, bytes, type);
        }
        catch (ConcordArgumentException error)
        {
            throw new ConcordArgumentException($"{Culprit(space, vectors, describe)}{error.Message}", error);
        }
        return bytes;
    }

    private static ConcordArgumentException WrongLength(Space space, int count, int length) => count > 0 && length % count == 0
        ? new($"The vectors have {length / count} dimensions, space '{space.Name}' has {space.Dimension}.")
        : new($"{count} tiles of space '{space.Name}' need {count} x {space.Dimension} elements, not {length}.");

    private static string Culprit(Space space, ReadOnlySpan<float> vectors, Func<int, string> describe)
    {
        for (var i = 0; i < vectors.Length; i++)
            if (!float.IsFinite(vectors[i])) return $"The vector of {describe(i / space.Dimension)} has an element that is not a number: ";
        return "";
    }
}
