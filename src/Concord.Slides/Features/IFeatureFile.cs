namespace Concord;

/// <summary>
/// An open file of features. Rows are read in blocks, so that memory does not grow with the file. Whatever is wrong with the file is a <see cref="FeatureFileException"/>.
/// Used by one thread.
/// </summary>
internal interface IFeatureFile : IDisposable
{
    /// <summary>The slides in the file, in order of their rows; at least one.</summary>
    IReadOnlyList<FeatureHeader> Slides { get; }

    /// <summary>The file itself and those read beside it.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>Columns that nothing was made of.</summary>
    IReadOnlyList<string> UnusedColumns { get; }

    /// <summary>The places of a slide's tiles in order of its rows; not asked for a vector of the whole slide.</summary>
    IReadOnlyList<TileSpot> ReadSpots(FeatureHeader slide);

    /// <summary>The vectors of the slide's rows first … first + count − 1, row by row, as they stand: elements may be no numbers.</summary>
    float[] ReadVectors(FeatureHeader slide, int first, int count);
}
