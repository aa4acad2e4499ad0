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

    /// <summary>{level, x, y, width, height} → {bytes}, of which more than <see cref="PieceBytes"/> is fetched by <see cref="Rest"/>.</summary>
    internal const string Region = "region";

    /// <summary>{level, factor, x, y, width, height} → {bytes}: means of squares, as <see cref="ShrunkRegion"/>; more of them by <see cref="Rest"/>.</summary>
    internal const string Shrink = "shrink";

    /// <summary>{path} → {width, height, bytes}: an image decoded whole; more of it by <see cref="Rest"/>.</summary>
    internal const string Image = "image";

    /// <summary>{path, coords} → what <see cref="FeatureHeader"/> holds of an HDF5 file of features. Closes what was open of these.</summary>
    internal const string Features = "features";

    /// <summary>{} → {bytes}: corners of all tiles of the open features, x and y as 64-bit integers of the machine; more of them by <see cref="Rest"/>.</summary>
    internal const string Spots = "spots";

    /// <summary>{first, count} → {bytes}: rows of the open features as 32-bit floats of the machine; more of them by <see cref="Rest"/>.</summary>
    internal const string Vectors = "vectors";

    /// <summary>{offset} → {bytes}: more of what was last asked for.</summary>
    internal const string Rest = "rest";

    /// <summary>{} → {}.</summary>
    internal const string Close = "close";

    /// <summary>Most bytes in one answer: half of what a frame may hold.</summary>
    internal const int PieceBytes = 8 * 1024 * 1024;
}
