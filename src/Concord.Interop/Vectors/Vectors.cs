using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>Conversion between element types, with the checks that every vector passes before it is stored.</summary>
internal static unsafe class Vectors
{
    /// <summary>
    /// Converts rows of `dimension` elements, float or Half, and scales each to unit L2 norm when asked. `output` may be `input`.
    /// Throws <see cref="ConcordArgumentException"/> naming row and column of a value that is NaN, infinite or too large.
    /// </summary>
    internal static void Convert<TInput, TOutput>(ReadOnlySpan<TInput> input, int dimension, bool l2Normalize, Span<TOutput> output)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        var n = Shape.Rows(input.Length, dimension, nameof(input));
        Convert(MemoryMarshal.AsBytes(input), Elements.Of<TInput>(), n, dimension, l2Normalize,
            MemoryMarshal.AsBytes(output), Elements.Of<TOutput>());
    }

    /// <summary>The same for n rows of any element type, as bytes.</summary>
    internal static void Convert(
        ReadOnlySpan<byte> input, NativeDtype inputType, long n, int dimension, bool l2Normalize, Span<byte> output, NativeDtype outputType)
    {
        Shape.NotNegative(n);
        Shape.Positive(dimension);
        Shape.Length(input.Length, Shape.Product(nameof(input), n, dimension, Elements.Size(inputType)), nameof(input),
            $"{n} x {dimension} {inputType} in bytes");
        Shape.Length(output.Length, Shape.Product(nameof(output), n, dimension, Elements.Size(outputType)), nameof(output),
            $"{n} x {dimension} {outputType} in bytes");
        if (n == 0) return;
        fixed (byte* from = input)
        fixed (byte* to = output)
            Native.VectorsConvert(from, (int)inputType, n, dimension, l2Normalize ? (byte)1 : (byte)0, to, (int)outputType);
    }
}
