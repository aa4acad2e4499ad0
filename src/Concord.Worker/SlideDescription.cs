using MessagePack;

namespace Concord.Worker;

/// <summary>What the parent learns of an open slide: four entries of a map.</summary>
internal static class SlideDescription
{
    internal static void Write(ref MessagePackWriter writer, ISlide slide)
    {
        writer.Write("format");
        writer.Write(slide.Format);
        Write(ref writer, "mpp", slide.Mpp);
        Write(ref writer, "objective_power", slide.ObjectivePower);
        writer.Write("levels");
        writer.WriteArrayHeader(slide.Levels.Count);
        foreach (var level in slide.Levels)
        {
            writer.WriteArrayHeader(3);
            writer.Write(level.Width);
            writer.Write(level.Height);
            writer.Write(level.Downsample);
        }
    }

    private static void Write(ref MessagePackWriter writer, string key, double? value)
    {
        writer.Write(key);
        if (value is { } number) writer.Write(number);
        else writer.WriteNil();
    }
}
