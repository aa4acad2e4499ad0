namespace Concord;

/// <summary>
/// Opens slides and images for showing and for queries: whole slides and TIFF in worker processes, which a hostile file may bring down alone, and what Concord's own readers cannot open by added ones. The
/// program `concord-worker` must lie beside this one. Thread-safe.
/// </summary>
public sealed class IsolatedSlides : ISlideOpener
{
    private readonly ISlideOpener _slides;

    /// <param name="added">Readers asked for what Concord's own cannot open; null: none.</param>
    /// <param name="options">What a worker process may cost; null: the usual.</param>
    public IsolatedSlides(ISlideReaderSource? added = null, SlideWorkerOptions? options = null)
    {
        var own = new SelectiveSlides(new SlideWorkers(options ?? SlideWorkerOptions.Default, ImageLimits.Default), ImageLimits.Default);
        _slides = added is null ? own : new ExtendedSlides(own, added);
    }

    /// <summary>Opens a slide; the caller disposes it, before this.</summary>
    /// <exception cref="ConcordNotFoundException">There is no such file.</exception>
    /// <exception cref="SlideException">It is no slide, cannot be read, or brought its process down; so do the slide's own methods.</exception>
    /// <exception cref="ConcordUnsupportedException">The worker's program is not there.</exception>
    public ISlide Open(string path) => _slides.Open(path);

    bool ISlideOpener.IsWholeSlide(string path) => _slides.IsWholeSlide(path);

    IImageDecoder ISlideOpener.Decoder() => _slides.Decoder();

    /// <summary>Ends the idle processes; one whose slide is still open ends with that.</summary>
    public void Dispose() => _slides.Dispose();
}
