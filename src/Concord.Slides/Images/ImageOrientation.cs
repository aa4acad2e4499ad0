using NetVips;

namespace Concord;

/// <summary>The EXIF orientation: 1 is upright, 2–4 are mirrored or turned by 180°, 5–8 swap the sides.</summary>
internal static class ImageOrientation
{
    private const string Field = "orientation";

    internal static int Of(Image image) => image.Contains(Field) && image.Get(Field) is int orientation ? orientation : 1;

    internal static bool IsUpright(Image image) => Of(image) is <= 1 or > 8;

    internal static bool SwapsSides(Image image) => Of(image) is >= 5 and <= 8;

    /// <summary>Decodes to memory first, for rows are read from the file in order and turning them needs any order.</summary>
    internal static Image Upright(Image image)
    {
        using var decoded = image.CopyMemory();
        return decoded.Autorot();
    }
}
