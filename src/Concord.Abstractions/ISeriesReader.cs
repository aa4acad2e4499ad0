namespace Concord;

/// <summary>Reads single greyscale images of radiology files. Stateless and safe to use from several threads.</summary>
public interface ISeriesReader
{
    /// <summary>Short and stable, a–z, 0–9 and "-": "dicom". Shown in errors.</summary>
    string Id { get; }

    /// <summary>
    /// Whether the file looks like one of this reader's formats, by its first bytes. Says false, and does not throw, for a file that is missing,
    /// damaged or of another kind; a file that looks right may still fail to be read.
    /// </summary>
    bool Recognises(string path);

    /// <summary>
    /// Reads the image and nothing of the patient. Throws <see cref="SeriesException"/>, whose reason says what is wrong with the file and holds none of
    /// its contents.
    /// </summary>
    GreyImage Read(string path);
}
