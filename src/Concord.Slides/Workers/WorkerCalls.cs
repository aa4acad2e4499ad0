namespace Concord;

/// <summary>The methods of a worker process and the keys of their params and results. Both ends are of one build, which `hello` makes sure of.</summary>
internal static class WorkerCalls
{
    /// <summary>{max_pixels} → {version}. First, and once.</summary>
    internal const string Hello = "hello";

    /// <summary>{path} → {whole_slide}.</summary>
    internal const string Recognise = "recognise";

    /// <summary>{path} → {format, mpp, objective_power, levels: [[width, height, downsample]…]}. Closes what was open.</summary>
    internal const string Open = "open";

    /// <summary>{level, x, y, width, height} → {rgb}, of which more than <see cref="PieceBytes"/> is fetched by <see cref="Rest"/>.</summary>
    internal const string Region = "region";

    /// <summary>{level, factor, x, y, width, height} → {rgb}: means of squares, as <see cref="ShrunkRegion"/>; more of them by <see cref="Rest"/>.</summary>
    internal const string Shrink = "shrink";

    /// <summary>{path} → {width, height, rgb}: an image decoded whole; more of it by <see cref="Rest"/>.</summary>
    internal const string Image = "image";

    /// <summary>{offset} → {rgb}: more of the pixels last asked for.</summary>
    internal const string Rest = "rest";

    /// <summary>{} → {}.</summary>
    internal const string Close = "close";

    /// <summary>Most bytes of pixels in one answer: half of what a frame may hold.</summary>
    internal const int PieceBytes = 8 * 1024 * 1024;
}
