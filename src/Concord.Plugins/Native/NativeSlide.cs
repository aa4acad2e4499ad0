namespace Concord.Plugins;

/// <summary>An open concord_plugin_slide.</summary>
internal sealed unsafe class NativeSlide : ISlide
{
    private readonly NativeSlideReaderV1* _reader;
    private nint _slide;

    internal NativeSlide(string format, NativeSlideReaderV1* reader, nint slide)
    {
        _reader = reader;
        (_slide, Format) = (slide, format);
        try
        {
            var facts = new NativeSlideFactsV1 { StructSize = (uint)sizeof(NativeSlideFactsV1) };
            Check(reader->Facts(slide, &facts), "facts");
            (Mpp, ObjectivePower) = (Known(facts.Mpp), Known(facts.ObjectivePower));
            if (facts.LevelCount is < 1 or > SlideClaims.MostLevels) throw new SlideException($"it claims {facts.LevelCount} levels");
            Levels = [.. Enumerable.Range(0, facts.LevelCount).Select(Level)];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<SlideLevel> Levels { get; }

    public double? Mpp { get; }

    public double? ObjectivePower { get; }

    public string Format { get; }

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        // What the library will write is reckoned from these, not from the length of the span.
        RegionArguments.Check(Levels.Count, level, width, height, rgb.Length);
        var reason = stackalloc byte[NativeReason.Bytes];
        reason[0] = 0;
        fixed (byte* pixels = rgb)
        {
            var status = _reader->ReadRegion(_slide, level, x, y, width, height, pixels, reason, NativeReason.Bytes);
            if (status != 0) throw new SlideException(NativeReason.Of(status, reason));
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _slide, 0) is not 0 and var slide) _reader->Close(slide);
    }

    private SlideLevel Level(int index)
    {
        var level = new NativeSlideLevelV1 { StructSize = (uint)sizeof(NativeSlideLevelV1) };
        Check(_reader->Level(_slide, index, &level), $"level {index}");
        return new SlideLevel(level.Width, level.Height, level.Downsample);
    }

    private static double? Known(double value) => value == 0 ? null : value;

    private static void Check(int status, string what)
    {
        if (status != 0) throw new SlideException($"it cannot tell the {what} of the slide (status {status})");
    }
}
