namespace Concord;

/// <summary>Opens slide files of some formats. Stateless and safe to use from several threads.</summary>
public interface ISlideReader
{
    /// <summary>Short and stable, a–z, 0–9 and "-": "openslide". Shown in errors and recorded with what was read.</summary>
    string Id { get; }

    /// <summary>
    /// Whether the file looks like one of this reader's formats, by its name and first bytes. Says false, and does not throw, for a file that is
    /// missing, damaged or of another kind; a file that looks right may still fail to open.
    /// </summary>
    bool Recognises(string path);

    /// <summary>
    /// Opens a slide; the caller disposes it. Throws <see cref="SlideException"/>, whose reason says what is wrong with the file. Never reads label
    /// or macro images, nor more properties than <see cref="ISlide"/> shows.
    /// </summary>
    ISlide Open(string path);
}
