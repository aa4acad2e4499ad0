namespace Concord.Indexing;

/// <summary>Which tiles are good enough, and which gates are used. How the figures were set: docs/tissue.md.</summary>
public sealed record QualityGates
{
    public static readonly QualityGates Default = new();

    /// <summary>Keeps every tile.</summary>
    public static readonly QualityGates Off = new() { Blank = false, Pen = false, Blur = false };

    /// <summary>Whether tiles with little tissue are dropped.</summary>
    public bool Blank { get; init; } = true;

    /// <summary>Whether tiles with marker are dropped. Turn it off for stains that are green or strongly blue: trichrome, Alcian blue, methyl green.</summary>
    public bool Pen { get; init; } = true;

    /// <summary>Whether tiles out of focus are dropped.</summary>
    public bool Blur { get; init; } = true;

    /// <summary>Whether any gate is used.</summary>
    public bool Any => Blank || Pen || Blur;

    /// <summary>Least share of pixels that are stained.</summary>
    public double LeastTissue { get; init; } = 0.05;

    /// <summary>Largest share of green, blue and red marker.</summary>
    public double MostInk { get; init; } = 0.05;

    /// <summary>Largest share of black: high, for soot and melanin are tissue.</summary>
    public double MostBlack { get; init; } = 0.30;

    /// <summary>Least sharpness, as <see cref="TileVerdict.Sharpness"/>.</summary>
    public double LeastSharpness { get; init; } = 0.40;
}
