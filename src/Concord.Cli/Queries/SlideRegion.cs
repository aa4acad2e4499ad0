using System.Globalization;
using Concord.Cli.CommandLine;
using Concord.Indexing;

namespace Concord.Cli.Queries;

/// <summary>
/// A region of a slide as tiles of the model's input, at the resolution the model reads, so that it is seen as indexed tiles are. A region that is
/// smaller than a tile is read with what lies around its centre.
/// </summary>
/// <param name="X">Left edge in level-0 pixels.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
internal readonly record struct SlideRegion(long X, long Y, long Width, long Height)
{
    /// <summary>Beyond this a region is a slide: its mean says nothing of any part of it.</summary>
    private const int MostTiles = 256;

    private const int PictureSide = 512;

    /// <summary>Reads "x,y,w,h".</summary>
    internal static SlideRegion Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new long[4];
        var good = parts.Length == 4;
        for (var i = 0; good && i < 4; i++) good = long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]) && Math.Abs(numbers[i]) <= int.MaxValue;
        if (!good) throw new UsageException($"--region \"{text}\" is not a rectangle.", "Give x,y,width,height in level-0 pixels, for example --region 20480,11264,1024,1024.");
        return new SlideRegion(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>
    /// Reads the region. Throws <see cref="ConcordArgumentException"/>, with the file's name, for a region that is empty, not on the slide or too large, for a slide
    /// that does not say its resolution where `mpp` is null, and for one that cannot be read.
    /// </summary>
    /// <param name="path">A slide or an image.</param>
    /// <param name="model">What reads the tiles.</param>
    /// <param name="mpp">Micrometres a level-0 pixel, where the file does not say.</param>
    /// <param name="slides">What opens the slide.</param>
    internal RegionPixels Read(string path, Preprocessing model, double? mpp, ISlideOpener slides)
    {
        var name = Path.GetFileName(path);
        if (mpp is { } given && !(given is >= 0.01 and <= 1000)) throw new UsageException($"--mpp is {given}; it must be 0.01 to 1000 micrometres a pixel.");
        try
        {
            using var slide = slides.Open(path);
            RequireOn(slide, name);
            var resolution = slide.Mpp ?? mpp ?? throw new ConcordArgumentException(
                $"{name} does not say its resolution; give that with --mpp (micrometres a level-0 pixel).");
            return new RegionPixels(Tiles(slide, name, model, resolution), Picture(slide), resolution);
        }
        catch (SlideException e)
        {
            throw new ConcordArgumentException($"{name}: {e.Message}.", e);
        }
    }

    private void RequireOn(ISlide slide, string name)
    {
        var (width, height) = (slide.Levels[0].Width, slide.Levels[0].Height);
        if (Width < 1 || Height < 1) throw new ConcordArgumentException($"The region {this} is empty; width and height must be at least 1.");
        if (X < 0 || Y < 0 || X + Width > width || Y + Height > height)
        {
            throw new ConcordArgumentException(string.Create(CultureInfo.InvariantCulture, $"The region {this} does not lie on {name}, which is {width} x {height} level-0 pixels."));
        }
    }

    private List<RgbImage> Tiles(ISlide slide, string name, Preprocessing model, double mpp)
    {
        var input = Math.Max(model.Width, model.ResizeShorter);
        var side = Math.Max(1, (long)Math.Round(input * (model.Mpp ?? SlideCutOptions.DefaultTileMpp) / mpp));
        var (across, down) = (Places(Width, side), Places(Height, side));
        if (across * down > MostTiles)
        {
            throw new ConcordArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The region {this} of {name} is too large: {across * down:N0} tiles of {side} level-0 pixels, at most {MostTiles} can be asked for at once. Choose a smaller region, or index the slide and use --slide."));
        }

        var plan = RegionPlan.Of(slide.Levels, side, side, input);
        var tiles = new List<RgbImage>();
        for (var row = 0L; row < down; row++)
        {
            for (var column = 0L; column < across; column++)
            {
                tiles.Add(Read(slide, plan, Edge(X, Width, side, column, across), Edge(Y, Height, side, row, down)));
            }
        }

        return tiles;
    }

    private RgbImage Picture(ISlide slide) =>
        Read(slide, RegionPlan.Of(slide.Levels, Width, Height, (int)Math.Max(1, PictureSide * Width / Math.Max(Width, Height))), X, Y);

    private static RgbImage Read(ISlide slide, RegionPlan plan, long x, long y)
    {
        var rgb = new byte[checked(3 * plan.Width * plan.Height)];
        slide.ReadRegion(plan.Level, x, y, plan.Width, plan.Height, rgb);
        return new RgbImage(plan.Width, plan.Height, rgb);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X},{Y},{Width},{Height}");

    private static long Places(long length, long side) => Math.Max(1, (length + (side / 2)) / side);

    /// <summary>As many tiles as fit best, spread so that the first and last overhang or fall short by the same.</summary>
    private static long Edge(long start, long length, long side, long place, long places) => start + ((length - (places * side)) / 2) + (place * side);
}

/// <summary>What was read of a region.</summary>
/// <param name="Tiles">Row by row, each as the model reads a tile.</param>
/// <param name="Picture">All of it, for showing.</param>
/// <param name="Mpp">Micrometres a level-0 pixel, as the slide or the caller said.</param>
internal sealed record RegionPixels(IReadOnlyList<RgbImage> Tiles, RgbImage Picture, double Mpp);
