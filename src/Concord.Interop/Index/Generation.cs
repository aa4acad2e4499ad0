namespace Concord.Interop;

/// <summary>Builds generation files.</summary>
internal static unsafe class Generation
{
    /// <summary>
    /// Writes a generation with the rows of `sources` that are in `keep` (null keeps all). The file appears whole or not at all and is
    /// durable on return. When `progress` throws, its exception comes out and the file may be there if the build had just ended.
    /// </summary>
    internal static void Build(
        string path,
        ReadOnlySpan<Source> sources,
        BuildOptions options,
        RowBitmap? keep = null,
        ProgressReport? progress = null,
        CancellationToken token = default)
    {
        Shape.Positive(sources.Length, "the number of sources");
        var native = options.ToNative();
        using var call = new LongCall(progress, token);
        try
        {
            fixed (byte* bits = keep is null ? default : keep.Bytes)
                Native.GenerationBuild(path, Source.Handles(sources), bits, keep?.Rows ?? 0, native, call.Progress, call.State, call.Cancel);
        }
        catch (OperationCanceledException e)
        {
            throw call.Explain(e);
        }
        call.Finish();
    }
}
