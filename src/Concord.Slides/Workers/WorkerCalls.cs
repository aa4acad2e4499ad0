namespace Concord;

/// <summary>
/// The methods of a worker process, and the keys of their params and results, beside those of <see cref="Concord.Protocol.SlideCalls"/>, of which hello is {max_pixels} → {version}, recognise
/// {path} → {whole_slide}, open {path} → {format, mpp, objective_power, levels: [[width, height, downsample]…]}, which closes what was open, and region and rest → {bytes}. Both ends are of one build, which
/// hello makes sure of.
/// </summary>
internal static class WorkerCalls
{
    /// <summary>{level, factor, x, y, width, height} → {bytes}: means of squares, as <see cref="ShrunkRegion"/>; more of them by rest.</summary>
    internal const string Shrink = "shrink";

    /// <summary>{path} → {width, height, bytes}: an image decoded whole; more of it by rest.</summary>
    internal const string Image = "image";

    /// <summary>{path, coords} → what <see cref="FeatureHeader"/> holds of an HDF5 file of features. Closes what was open of these.</summary>
    internal const string Features = "features";

    /// <summary>{} → {bytes}: corners of all tiles of the open features, x and y as 64-bit integers of the machine; more of them by rest.</summary>
    internal const string Spots = "spots";

    /// <summary>{first, count} → {bytes}: rows of the open features as 32-bit floats of the machine; more of them by rest.</summary>
    internal const string Vectors = "vectors";
}
