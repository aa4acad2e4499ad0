using Concord.Indexing;

namespace Concord.Tests;

/// <summary>Remembers what was committed, as a collection would.</summary>
internal sealed class RecordingSink : ITileSink
{
    internal Dictionary<string, StoredSlide> Slides { get; } = [];

    internal List<TileRecord> Tiles { get; } = [];

    internal List<float> Vectors { get; } = [];

    internal List<int> Commits { get; } = [];

    internal List<SlideRecord> Relabelled { get; } = [];

    /// <summary>Called after each commit.</summary>
    internal Action? Committed { get; init; }

    public IReadOnlyList<StoredSlide?> Stored(IReadOnlyList<string> names) => [.. names.Select(name => Slides.GetValueOrDefault(name))];

    public void Append(IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors, IReadOnlyList<SlideProgress> slides)
    {
        Tiles.AddRange(tiles);
        Vectors.AddRange(vectors);
        Commits.Add(tiles.Count);
        foreach (var progress in slides)
        {
            var last = Tiles.Last(tile => tile.Slide.Name == progress.Slide);
            Slides[progress.Slide] = new StoredSlide(last.Slide.Source, progress.Complete, progress.Tiling, progress.Complete ? null : (last.X, last.Y));
        }

        Committed?.Invoke();
    }

    public void Remove(string slideName)
    {
        Slides.Remove(slideName);
        var dimension = Tiles.Count == 0 ? 0 : Vectors.Count / Tiles.Count;
        for (var i = Tiles.Count - 1; i >= 0; i--)
        {
            if (Tiles[i].Slide.Name != slideName) continue;
            Tiles.RemoveAt(i);
            Vectors.RemoveRange(i * dimension, dimension);
        }
    }

    public void UpdateLabels(IReadOnlyList<SlideRecord> slides) => Relabelled.AddRange(slides);
}
