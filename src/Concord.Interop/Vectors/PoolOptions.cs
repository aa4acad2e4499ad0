namespace Concord.Interop;

/// <summary>How features become a vector; the defaults are those of concord_pool_options_init.</summary>
internal sealed record PoolOptions
{
    internal NativePoolMode Mode { get; init; } = NativePoolMode.Average;

    internal NativeDtype InputType { get; init; } = NativeDtype.Float32;

    internal NativeDtype OutputType { get; init; } = NativeDtype.Float32;

    /// <summary>Bins of average, max and GeM on maps.</summary>
    internal int OutputHeight { get; init; } = 1;

    internal int OutputWidth { get; init; } = 1;

    /// <summary>Tokens ahead of the patch tokens (CLS, registers).</summary>
    internal int PrefixTokens { get; init; }

    /// <summary>p of GeM; 0 = 3.</summary>
    internal float GemPower { get; init; }

    /// <summary>eps of GeM; 0 = 1e-6.</summary>
    internal float GemEpsilon { get; init; }

    internal bool L2Normalize { get; init; }

    /// <summary>Null = the processor.</summary>
    internal Device? Device { get; init; }

    /// <summary>The features lie in the memory of <see cref="Device"/>, where a model left them: their span is an address there and a length.</summary>
    internal bool FeaturesThere { get; init; }

    /// <summary>The elements of a vector pooled from maps of c channels.</summary>
    internal long MapDimension(int c) => Mode == NativePoolMode.MaskedMean ? c : (long)c * OutputHeight * OutputWidth;

    /// <summary>The elements of a vector pooled from tokens of c elements.</summary>
    internal long TokenDimension(int c) => Mode == NativePoolMode.ClsMean ? 2L * c : c;

    internal NativePoolOptions ToNative()
    {
        Shape.Positive(OutputHeight);
        Shape.Positive(OutputWidth);
        Shape.NotNegative(PrefixTokens);
        var native = Native.PoolOptionsInit();
        native.Mode = (int)Mode;
        native.InputDtype = (int)InputType;
        native.OutputDtype = (int)OutputType;
        native.OutputHeight = OutputHeight;
        native.OutputWidth = OutputWidth;
        native.PrefixTokens = PrefixTokens;
        native.GemPower = GemPower;
        native.GemEpsilon = GemEpsilon;
        native.L2Normalize = L2Normalize ? (byte)1 : (byte)0;
        native.OnDevice = FeaturesThere ? (byte)2 : (byte)0;
        return native;
    }
}
