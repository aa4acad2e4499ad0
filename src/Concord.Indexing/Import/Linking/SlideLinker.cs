namespace Concord.Indexing;

/// <summary>Gives imported slides the files that show their tiles: a file is a slide's when its name, with or without the extension, is the slide's and no other's.</summary>
public static class SlideLinker
{
    /// <summary>Resolutions that differ by more are of different scans, or of one that was made smaller.</summary>
    private const double MostMppRatio = 1.1;

    /// <summary>
    /// Looks through files and folders for slides and images. Slides without a file are linked, and imported ones whose file is gone; all in one commit. The file's size and resolution
    /// become the slide's. A file that cannot be opened, or that the slide's tiles do not lie on, is refused. Throws <see cref="OperationCanceledException"/> before the commit.
    /// </summary>
    public static LinkReport Run(Collection collection, IReadOnlyList<string> paths, IProgress<Progress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(paths);
        var files = ByName(FoundImage.FindAll(paths));
        var slides = Lacking(collection);
        var corners = collection.FarthestCorners();
        var links = new List<SlideLink>();
        var (unmatched, ambiguous, refused) = (new List<string>(), new List<AmbiguousSlide>(), new List<SkippedFile>());
        using var opener = new IsolatedSlides();
        progress?.Report(new Progress("linking", 0, slides.Count));
        for (var i = 0; i < slides.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            var found = files[slides[i].Name].ToArray();
            if (found.Length == 0) unmatched.Add(slides[i].Name);
            else if (found.Length > 1) ambiguous.Add(new AmbiguousSlide(slides[i].Name, found));
            else if (Open(opener, found[0], slides[i], corners.GetValueOrDefault(slides[i].Id), links) is { } reason) refused.Add(new SkippedFile(found[0], reason));
            progress?.Report(new Progress("linking", i + 1, slides.Count));
        }

        if (links.Count > 0) collection.LinkSlides(links);
        return new LinkReport([.. links.Select(link => link.Slide)], unmatched, ambiguous, refused);
    }

    /// <summary>Paths by the name with its extension and without it.</summary>
    private static ILookup<string, string> ByName(IReadOnlyList<FoundImage> files) => files
        .SelectMany(file => new[] { Path.GetFileName(file.Path), Path.GetFileNameWithoutExtension(file.Path) }.Distinct().Select(name => (Name: name, file.Path)))
        .ToLookup(pair => pair.Name, pair => pair.Path, StringComparer.Ordinal);

    private static List<SlideInfo> Lacking(Collection collection)
    {
        var spaces = collection.Spaces;
        return [.. collection.Slides()
            .Where(slide => slide.Source is null || (!File.Exists(slide.Source.Path) && spaces.Any(space => collection.ImportedFrom(slide.Name, space) is not null)))
            .OrderBy(slide => slide.Name, StringComparer.Ordinal)];
    }

    /// <summary>Adds the link; else the reason why the file cannot be the slide's.</summary>
    private static string? Open(IsolatedSlides opener, string path, SlideInfo slide, (long X, long Y) corner, List<SlideLink> links)
    {
        try
        {
            using var file = opener.Open(path);
            var size = file.Levels[0];
            var reason = Mismatch(slide, size, file.Mpp, corner);
            if (reason is null) links.Add(new SlideLink(slide.Name, SourceFile.Of(path), (int)size.Width, (int)size.Height, file.Mpp));
            return reason;
        }
        catch (Exception e) when (e is SlideException or ConcordException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string? Mismatch(SlideInfo slide, SlideLevel size, double? mpp, (long X, long Y) corner)
    {
        if (slide.Width > 0 && (slide.Width != size.Width || slide.Height != size.Height))
            return $"it has {size.Width} x {size.Height} pixels, slide {slide.Name} was imported with {slide.Width} x {slide.Height}";
        if (corner.X >= size.Width || corner.Y >= size.Height)
            return $"it has {size.Width} x {size.Height} pixels, slide {slide.Name} has a tile at {corner.X},{corner.Y} or beyond";
        if (slide.Mpp is { } known && mpp is { } own && Math.Max(known / own, own / known) > MostMppRatio)
            return $"it has {own} µm a pixel, slide {slide.Name} was imported with {known}";
        return null;
    }
}
