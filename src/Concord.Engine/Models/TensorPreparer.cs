using Concord.Interop;

namespace Concord;

/// <summary>From 8-bit pixels to one image's tensor, as a model's manifest says. Immutable, thread-safe.</summary>
internal sealed class TensorPreparer(Preprocessing preprocessing)
{
    private readonly PreprocessOptions _options = new()
    {
        OutputHeight = preprocessing.Height,
        OutputWidth = preprocessing.Width,
        ResizeShorter = preprocessing.ResizeShorter,
        Filter = preprocessing.Filter == "bicubic" ? NativeResizeFilter.Bicubic : NativeResizeFilter.Bilinear,
        Mean = preprocessing.Mean,
        Std = preprocessing.Std,
    };

    internal int TensorLength { get; } = 3 * preprocessing.Height * preprocessing.Width;

    internal void Prepare(ReadOnlySpan<byte> rgb, int width, int height, int rowStride, Span<float> tensorChw) =>
        Preprocess.Rgb8(rgb, width, height, rowStride, _options, tensorChw);
}
