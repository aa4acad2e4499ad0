namespace Concord.Interop;

/// <summary>From decoded pixels to the tensor a model expects.</summary>
internal static unsafe class Preprocess
{
    /// <summary>
    /// Resizes and normalises one interleaved 8-bit RGB image. rgb: height rows of width*3 bytes, rowStride bytes apart (the last row may
    /// end after its pixels). tensor: 3*output height*output width, planes R, G, B.
    /// </summary>
    internal static void Rgb8(ReadOnlySpan<byte> rgb, int width, int height, int rowStride, PreprocessOptions options, Span<float> tensor)
    {
        Shape.Positive(width);
        Shape.Positive(height);
        if (rowStride < 3L * width) throw new ConcordArgumentException($"rowStride is {rowStride}; {width} RGB pixels need {3L * width} bytes");
        var needed = (height - 1L) * rowStride + 3L * width;
        if (rgb.Length < needed)
            throw new ConcordArgumentException($"rgb has {rgb.Length} bytes; {width} x {height} pixels, {rowStride} bytes apart, need {needed}");
        var native = options.ToNative();
        Shape.Length(tensor.Length, Shape.Product(nameof(tensor), 3, options.OutputHeight, options.OutputWidth), nameof(tensor),
            $"3 x {options.OutputHeight} x {options.OutputWidth}");
        fixed (byte* pixels = rgb)
        fixed (float* planes = tensor)
            Native.PreprocessRgb8(pixels, width, height, rowStride, native, planes);
    }
}
