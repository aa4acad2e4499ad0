using System.Globalization;
using Concord.Cli.CommandLine;

namespace Concord.Cli.Queries;

/// <summary>A rectangle of an image in its own pixels.</summary>
internal readonly record struct Roi(int X, int Y, int Width, int Height)
{
    /// <summary>Reads "x,y,w,h".</summary>
    internal static Roi Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new int[4];
        var good = parts.Length == 4;
        for (var i = 0; good && i < 4; i++) good = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]);
        if (!good || numbers[2] == 0 || numbers[3] == 0)
        {
            throw new UsageException($"--roi \"{text}\" is not a rectangle.", "Give x,y,width,height in pixels of the image, for example --roi 512,256,224,224.");
        }

        return new Roi(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
