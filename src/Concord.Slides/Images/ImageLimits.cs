namespace Concord;

/// <summary>How large an image may claim to be; checked on its header, before pixels are allocated.</summary>
/// <param name="MaxPixels">Width × height.</param>
public sealed record ImageLimits(long MaxPixels = 100_000_000)
{
    public static ImageLimits Default { get; } = new();

    internal void Check(string path, int width, int height)
    {
        if ((long)width * height <= MaxPixels) return;
        throw new ConcordImageException(path, FormattableString.Invariant(
            $"it claims {width} x {height} pixels; at most {MaxPixels / 1e6:0.#} million are read as one image"));
    }
}
