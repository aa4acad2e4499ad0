namespace Concord.Indexing;

/// <summary>A colour of sRGB.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    internal static readonly Colour White = new(255, 255, 255);
    internal static readonly Colour Contour = new(0, 96, 112);
    internal static readonly Colour Annotation = new(20, 20, 20);

    /// <summary>Colours that are told apart also by readers who do not see red and green apart, and that no stain has (Okabe and Ito, 2008).</summary>
    internal static Colour Of(DropReason reason) => reason switch
    {
        DropReason.None => new(0, 158, 115),
        DropReason.Blank => new(86, 180, 233),
        DropReason.Pen => new(0, 0, 0),
        DropReason.Blur => new(230, 159, 0),
        DropReason.Annotation => new(150, 150, 150),
        _ => new(190, 190, 190),
    };
}
