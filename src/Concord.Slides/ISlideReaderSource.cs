namespace Concord;

/// <summary>Slide readers beside Concord's own: those of plugins, which come and go. Thread-safe.</summary>
public interface ISlideReaderSource
{
    /// <summary>Those there are now, in the order in which they are asked.</summary>
    IReadOnlyList<ISlideReader> Readers { get; }

    /// <summary>Whether files with this extension (".ppm", any case) are taken from folders for one of them.</summary>
    bool HasExtension(string extension);
}
