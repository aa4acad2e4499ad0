using Concord.Protocol;
using Concord.Study;

namespace Concord.Cli.Service;

/// <summary>Pixels of slides for clients, read by worker processes, and by plugins what these cannot open: a file that brings its reader down costs one answer. Thread-safe.</summary>
internal sealed class ServedPixels(ISlideReaderSource plugins) : IDisposable
{
    private const int LargestSide = 2048;

    /// <summary>What opens files for clients.</summary>
    internal ISlideOpener Slides { get; } = new ExtendedSlides(new SlideWorkers(SlideWorkerOptions.Default with { PlainImages = true }, ImageLimits.Default), plugins);

    /// <summary>A rectangle of a slide in level-0 pixels, at most `side` pixels along its longer side. What lies outside the slide is white.</summary>
    internal RgbImage Region(string path, long x, long y, long width, long height, int side)
    {
        if (width < 1 || height < 1) throw new RpcException("bad_argument", $"the region {x}, {y}, {width}, {height} is empty");
        if (side is < 1 or > LargestSide) throw new RpcException("bad_argument", $"side is {side}; it must be 1 to {LargestSide}");
        try
        {
            using var slide = Slides.Open(path);
            var (wide, high) = (slide.Levels[0].Width, slide.Levels[0].Height);
            if (x >= wide || y >= high || x + width <= 0 || y + height <= 0) throw new RpcException("bad_argument", $"the region {x}, {y}, {width}, {height} lies outside the slide, which has {wide} x {high} level-0 pixels");
            var plan = RegionPlan.Of(slide.Levels, width, height, (int)Math.Max(1, side * width / Math.Max(width, height)));
            if ((long)plan.Width * plan.Height > LargestRead) throw new RpcException("bad_argument", $"the region is read from {plan.Width} x {plan.Height} pixels, for the slide has no level small enough; ask for a smaller region");
            var rgb = new byte[3 * plan.Width * plan.Height];
            slide.ReadRegion(plan.Level, x, y, plan.Width, plan.Height, rgb);
            return Thumbnail.Shrink(new RgbImage(plan.Width, plan.Height, rgb), side);
        }
        catch (SlideException e)
        {
            throw new RpcException("io_error", $"{Path.GetFileName(path)}: {e.Message}");
        }
    }

    private const long LargestRead = 16L << 20;

    public void Dispose() => Slides.Dispose();
}
