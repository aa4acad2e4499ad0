using System.Globalization;

namespace Concord.Tests;

/// <summary>A slide of 448 × 448 pixels of purple stripes, or of what it claims ("claim WIDTHxHEIGHTxDOWNSAMPLE", "mpp NUMBER"), that acts when it is read.</summary>
internal sealed class HostileSlide(HostileFile file, TamperingStream answers) : ISlide
{
    public IReadOnlyList<SlideLevel> Levels { get; } = file.When == "claim" ? [Claimed(file.What)] : [new SlideLevel(448, 448, 1)];

    public double? Mpp { get; } = file.When == "mpp" ? double.Parse(file.What, CultureInfo.InvariantCulture) : 0.5;

    public double? ObjectivePower => null;

    public string Format => "hostile";

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        if (file.When == "read") HostileActs.Do(file.What, answers);
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)((i % 3 == 1 ? 60 : 150) + (i % 29));
    }

    public void Dispose()
    {
        if (file.When == "close") HostileActs.Do(file.What, answers);
    }

    private static SlideLevel Claimed(string what)
    {
        var numbers = what.Split('x').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return new SlideLevel((long)numbers[0], (long)numbers[1], numbers[2]);
    }
}
