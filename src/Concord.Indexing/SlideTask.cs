namespace Concord.Indexing;

/// <summary>A slide to embed, and what an earlier run left of it.</summary>
/// <param name="Planned">The slide.</param>
/// <param name="Begun">What is stored: part of this cut, another cut, or the tiles of an older file. Null when nothing is.</param>
internal sealed record SlideTask(PlannedSlide Planned, StoredSlide? Begun)
{
    /// <summary>Where an interrupted run of the very same cut of the very same file stopped; null when it is to be cut from the start.</summary>
    internal (int X, int Y)? After(string tiling) =>
        Begun is { Complete: false, Last: { } last } && Begun.Tiling == tiling && Begun.Source is not null && Begun.IsFrom(Planned.Slide.Source!) ? last : null;
}
