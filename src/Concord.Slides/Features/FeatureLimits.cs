namespace Concord;

/// <summary>Sizes beyond which a file is refused before memory is asked for.</summary>
internal static class FeatureLimits
{
    /// <summary>More than any slide has, and little enough that a header cannot ask for memory without end.</summary>
    internal const int MostRows = 5_000_000;

    internal const int MostDimensions = 65_536;

    /// <summary>Elements read and stored at once: 16 MiB.</summary>
    internal const int BlockElements = 4 << 20;

    /// <summary>Elements of a part that a format can only be read as a whole (a row group of Parquet); while they are decoded they take about 30 bytes each.</summary>
    internal const long MostAtOnce = 32L << 20;

    /// <summary>Bytes of a table of coordinates in text: some 10 million rows.</summary>
    internal const long MostTableBytes = 512L << 20;

    internal static int BlockRows(int dimension) => Math.Clamp(BlockElements / dimension, 1, 4096);

    internal static void Check(string path, string what, ulong rows, ulong dimension)
    {
        if (dimension == 0) throw new FeatureFileException(path, $"{what} has vectors without elements");
        if (rows > MostRows) throw new FeatureFileException(path, $"{what} claims {rows} rows; at most {MostRows} are read");
        if (dimension > MostDimensions) throw new FeatureFileException(path, $"{what} claims vectors of {dimension} elements; at most {MostDimensions} are read");
    }
}
