namespace Concord;

/// <summary>How far slides came in a space, as part of a change.</summary>
internal sealed class CoverageEdits(CatalogTransaction change, Space space)
{
    private readonly SlideEdits _slides = new(change);

    /// <summary>Takes out what was stored of slides that were cut otherwise. To be called before their new tiles are put.</summary>
    internal void MakeRoom(IReadOnlyList<SlideProgress> slides)
    {
        foreach (var progress in slides)
        {
            if (progress.Tiling is null || _slides.Find(progress.Slide) is not { } slide) continue;
            if (CoverageRow.Read(change.Catalog, space.Number, slide.Id) is { } stored && stored.Tiling != progress.Tiling) _slides.RemoveRows(slide.Id, [space.Number, .. DerivedSpaces.Of(change, space)]);
        }
    }

    internal void Put(IReadOnlyList<SlideProgress> slides)
    {
        foreach (var progress in slides)
        {
            var slide = _slides.Find(progress.Slide) ?? throw new ConcordNotFoundException($"Slide '{progress.Slide}' is not in the collection.");
            new CoverageRow(progress.Tiling, progress.Complete).Put(change.Catalog, space.Number, slide.Id);
        }
    }
}
