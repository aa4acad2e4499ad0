namespace Concord.Interop;

/// <summary>From pixels to a model's input tensor.</summary>
internal sealed record PreprocessOptions
{
    internal required int OutputHeight { get; init; }

    internal required int OutputWidth { get; init; }

    /// <summary>Above 0: scale so that the shorter side has this many pixels, then cut the centre out; 0: scale both sides to the output.</summary>
    internal int ResizeShorter { get; init; }

    internal NativeResizeFilter Filter { get; init; } = NativeResizeFilter.Bilinear;

    /// <summary>output = (pixel/255 - mean) / std, for R, G, B; three values each.</summary>
    internal IReadOnlyList<float> Mean { get; init; } = [0, 0, 0];

    internal IReadOnlyList<float> Std { get; init; } = [1, 1, 1];

    internal unsafe NativePreprocessOptions ToNative()
    {
        Shape.Positive(OutputHeight);
        Shape.Positive(OutputWidth);
        Shape.NotNegative(ResizeShorter);
        Shape.Length(Mean.Count, 3, nameof(Mean), "RGB");
        Shape.Length(Std.Count, 3, nameof(Std), "RGB");
        var native = Native.PreprocessOptionsInit();
        native.OutputHeight = OutputHeight;
        native.OutputWidth = OutputWidth;
        native.ResizeShorter = ResizeShorter;
        native.Filter = (int)Filter;
        for (var i = 0; i < 3; i++) (native.Mean[i], native.Std[i]) = (Mean[i], Std[i]);
        return native;
    }
}
