namespace Concord.Indexing;

/// <summary>An area that somebody drew on a slide. Immutable.</summary>
public sealed class Annotation
{
    internal Annotation(int number, string? className, IReadOnlyList<Polygon> polygons)
    {
        (Number, ClassName, Polygons) = (number, className, polygons);
        (Left, Top) = (polygons.Min(polygon => polygon.Left), polygons.Min(polygon => polygon.Top));
        (Right, Bottom) = (polygons.Max(polygon => polygon.Right), polygons.Max(polygon => polygon.Bottom));
    }

    /// <summary>Its place in the file, from 1: the number that messages name.</summary>
    public int Number { get; }

    /// <summary>Its class; parts of a derived class are joined by ": ". Null when it has none.</summary>
    public string? ClassName { get; }

    /// <summary>Smallest level-0 coordinate across.</summary>
    public double Left { get; }

    /// <summary>Smallest level-0 coordinate downwards.</summary>
    public double Top { get; }

    /// <summary>Largest level-0 coordinate across.</summary>
    public double Right { get; }

    /// <summary>Largest level-0 coordinate downwards.</summary>
    public double Bottom { get; }

    internal IReadOnlyList<Polygon> Polygons { get; }

    /// <summary>Whether a level-0 point is inside.</summary>
    public bool Contains(double x, double y) => Polygons.Any(polygon => polygon.Contains(x, y));
}
