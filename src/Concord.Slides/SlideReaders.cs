using Concord.Interop;

namespace Concord;

/// <summary>Opens any slide or image by the first reader that recognises it. Thread-safe.</summary>
public static class SlideReaders
{
    /// <summary>OpenSlide's version, or null where the machine has none: plain images are read then, whole slides are refused.</summary>
    public static string? OpenSlideVersion => OpenSlideLibrary.Instance?.Version;

    /// <summary>Opens a slide in this process; the caller disposes it.</summary>
    /// <param name="path">A file.</param>
    /// <param name="limits">Of plain images, which are decoded whole.</param>
    /// <param name="added">Readers asked for what Concord's own cannot open; null: none.</param>
    /// <exception cref="ConcordNotFoundException">There is no such file.</exception>
    /// <exception cref="SlideException">It is no slide, or cannot be read; the message is the reason, without the path.</exception>
    public static ISlide Open(string path, ImageLimits? limits = null, ISlideReaderSource? added = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (added is not null) return new ExtendedSlides(new InProcessSlides(limits ?? ImageLimits.Default), added).Open(path);
        CheckFile(path);
        ISlideReader[] readers = [new OpenSlideReader(), new ImageReader(limits ?? ImageLimits.Default)];
        var reader = readers.FirstOrDefault(candidate => candidate.Recognises(path)) ?? throw new SlideException(WhyNone(path));
        return reader.Open(path);
    }

    /// <summary>True for what is named as a slide or is one for OpenSlide, and so is cut into tiles; a plain image may be one tile.</summary>
    public static bool IsWholeSlide(string path) => IsWholeSlideByName(path) ??
        (new FileInfo(path) is { Exists: true, Length: > 0 } && new OpenSlideReader().Recognises(path));

    /// <summary>Null where the name does not decide, and the file has to be looked into.</summary>
    internal static bool? IsWholeSlideByName(string path) => SlideFormats.IsWholeSlideName(path) ? true : IsPlainName(path) ? false : null;

    // Asked of every tile of a folder: what OpenSlide would look for inside these costs more than it tells.
    private static bool IsPlainName(string path) => Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".webp";

    private static void CheckFile(string path)
    {
        if (Directory.Exists(path)) throw new SlideException("it is a folder");
        var file = new FileInfo(path);
        if (!file.Exists) throw new ConcordNotFoundException($"{path}: there is no such file");
        // Of pipes and devices too, whose opening could wait for ever.
        if (file.Length == 0) throw new SlideException("it is empty");
    }

    private static string WhyNone(string path)
    {
        if (new DicomReader().Recognises(path))
        {
            return OpenSlideVersion is { } version && version.StartsWith('3')
                ? $"it is a DICOM file; OpenSlide {version} cannot read these, version 4 reads DICOM slides"
                : "it is a DICOM file, but not a slide that OpenSlide can read";
        }

        return SlideFormats.IsWholeSlideName(path)
            ? "it is named as a slide, but OpenSlide does not recognise it: it is damaged, cut off or of an unsupported kind"
            : "it is neither a slide nor an image that can be read here";
    }
}
