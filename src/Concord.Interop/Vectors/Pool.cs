using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>From what a model returns to one vector an image. Named so that it does not hide the engine's Pooling.</summary>
internal static unsafe class Pool
{
    /// <summary>
    /// Pools n feature maps. maps: n*c*height*width of float or Half; mask: n*height*width bytes for the masked mean, else empty;
    /// vectors: n*<see cref="PoolOptions.MapDimension"/> of float or Half.
    /// </summary>
    internal static void Maps<TInput, TOutput>(
        ReadOnlySpan<TInput> maps, int n, int c, int height, int width, ReadOnlySpan<byte> mask, PoolOptions options, Span<TOutput> vectors)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        Elements.Require<TInput>(options.InputType, nameof(maps));
        Elements.Require<TOutput>(options.OutputType, nameof(vectors));
        Maps(MemoryMarshal.AsBytes(maps), n, c, height, width, mask, options, MemoryMarshal.AsBytes(vectors));
    }

    /// <summary>The same for arrays of any element type, as bytes.</summary>
    internal static void Maps(
        ReadOnlySpan<byte> maps, int n, int c, int height, int width, ReadOnlySpan<byte> mask, PoolOptions options, Span<byte> vectors)
    {
        Shape.Positive(n);
        Shape.Positive(c);
        Shape.Positive(height);
        Shape.Positive(width);
        var native = options.ToNative();
        Shape.Length(maps.Length, Shape.Product(nameof(maps), n, c, height, width, Elements.Size(options.InputType)), nameof(maps),
            $"{n} x {c} x {height} x {width} {options.InputType} in bytes");
        CheckMask(mask, options, Shape.Product(nameof(mask), n, height, width), $"{n} x {height} x {width}");
        CheckVectors(vectors, n, options.MapDimension(c), options);
        using var deviceUse = new HandleUse(options.Device?.Handle);
        native.Device = deviceUse.Address;
        fixed (byte* from = maps)
        fixed (byte* masked = mask)
        fixed (byte* to = vectors)
            Native.PoolMaps(from, n, c, height, width, masked, native, to);
    }

    /// <summary>
    /// Pools n token sequences. tokens: n*t*c of float or Half, the prefix included; mask: n*(t - prefix) bytes for the masked mean, else
    /// empty; vectors: n*<see cref="PoolOptions.TokenDimension"/> of float or Half.
    /// </summary>
    internal static void Tokens<TInput, TOutput>(
        ReadOnlySpan<TInput> tokens, int n, int t, int c, ReadOnlySpan<byte> mask, PoolOptions options, Span<TOutput> vectors)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        Elements.Require<TInput>(options.InputType, nameof(tokens));
        Elements.Require<TOutput>(options.OutputType, nameof(vectors));
        Tokens(MemoryMarshal.AsBytes(tokens), n, t, c, mask, options, MemoryMarshal.AsBytes(vectors));
    }

    /// <summary>The same for arrays of any element type, as bytes.</summary>
    internal static void Tokens(
        ReadOnlySpan<byte> tokens, int n, int t, int c, ReadOnlySpan<byte> mask, PoolOptions options, Span<byte> vectors)
    {
        Shape.Positive(n);
        Shape.Positive(t);
        Shape.Positive(c);
        var native = options.ToNative();
        if (options.PrefixTokens > t) throw new ConcordArgumentException($"{options.PrefixTokens} prefix tokens are more than the {t} tokens");
        Shape.Length(tokens.Length, Shape.Product(nameof(tokens), n, t, c, Elements.Size(options.InputType)), nameof(tokens),
            $"{n} x {t} x {c} {options.InputType} in bytes");
        CheckMask(mask, options, Shape.Product(nameof(mask), n, t - options.PrefixTokens), $"{n} x {t - options.PrefixTokens}");
        CheckVectors(vectors, n, options.TokenDimension(c), options);
        using var deviceUse = new HandleUse(options.Device?.Handle);
        native.Device = deviceUse.Address;
        fixed (byte* from = tokens)
        fixed (byte* masked = mask)
        fixed (byte* to = vectors)
            Native.PoolTokens(from, n, t, c, masked, native, to);
    }

    private static void CheckMask(ReadOnlySpan<byte> mask, PoolOptions options, long expected, string shape)
    {
        if (options.Mode == NativePoolMode.MaskedMean) Shape.Length(mask.Length, expected, nameof(mask), shape);
        else if (!mask.IsEmpty) throw new ConcordArgumentException($"mask has {mask.Length} elements; {options.Mode} takes none");
    }

    private static void CheckVectors(ReadOnlySpan<byte> vectors, int n, long d, PoolOptions options) =>
        Shape.Length(vectors.Length, Shape.Product(nameof(vectors), n, d, Elements.Size(options.OutputType)), nameof(vectors),
            $"{n} x {d} {options.OutputType} in bytes");
}
