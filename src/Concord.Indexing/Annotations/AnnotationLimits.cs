namespace Concord.Indexing;

/// <summary>What a file of annotations may hold before it is refused.</summary>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Vertices">Corners of all polygons together.</param>
public sealed record AnnotationLimits(long Bytes = 256L << 20, long Vertices = 10_000_000)
{
    public static readonly AnnotationLimits Default = new();
}
