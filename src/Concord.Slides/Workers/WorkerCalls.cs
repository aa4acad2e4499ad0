namespace Concord;

/// <summary>
/// The methods of a worker process, and the keys of their params and results, beside those of <see cref="Concord.Protocol.SlideCalls"/>, of which hello is {max_pixels} → {version}, recognise
/// {path} → {whole_slide}, open {path} → {format, mpp, objective_power, levels: [[width, height, downsample]…]}, which closes what was open, and region and rest → {rgb}. Both ends are of one build, which
/// hello makes sure of.
/// </summary>
internal static class WorkerCalls
{
    /// <summary>{level, factor, x, y, width, height} → {rgb}: means of squares, as <see cref="ShrunkRegion"/>; more of them by rest.</summary>
    internal const string Shrink = "shrink";

    /// <summary>{path} → {width, height, rgb}: an image decoded whole; more of it by rest.</summary>
    internal const string Image = "image";
}
