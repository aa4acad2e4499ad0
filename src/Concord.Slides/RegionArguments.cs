namespace Concord;

/// <summary>What every slide checks before it reads a region.</summary>
internal static class RegionArguments
{
    internal static void Check(int levels, int level, int width, int height, int bytes)
    {
        if (level < 0 || level >= levels) throw new ConcordArgumentException($"level is {level}; the slide has levels 0 to {levels - 1}");
        if (width < 1 || height < 1) throw new ConcordArgumentException($"a region of {width} x {height} pixels has no content");
        if (bytes != 3L * width * height) throw new ConcordArgumentException($"rgb has {bytes} bytes; {width} x {height} x 3 needs {3L * width * height}");
    }
}
