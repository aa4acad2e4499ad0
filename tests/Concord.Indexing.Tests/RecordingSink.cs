using Concord.Indexing;

namespace Concord.Tests;

/// <summary>Remembers what was committed, as a collection would.</summary>
internal sealed class RecordingSink : ITileSink
{
    internal Dictionary<string, SourceFile> Slides { get; } = [];

    internal List<TileRecord> Tiles { get; } = [];

    internal List<float> Vectors { get; } = [];

    internal List<int> Commits { get; } = [];

    internal List<SlideRecord> Relabelled { get; } = [];

    /// <summary>Called after each commit.</summary>
    internal Action? Committed { get; init; }

    public bool IsIndexed(string slideName, SourceFile source) => Slides.TryGetValue(slideName, out var known) && known == source;

    public SourceFile? SourceOf(string slideName) => Slides.GetValueOrDefault(slideName);

    public void Append(IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors)
    {
        Tiles.AddRange(tiles);
        Vectors.AddRange(vectors);
        Commits.Add(tiles.Count);
        foreach (var tile in tiles) Slides[tile.Slide.Name] = tile.Slide.Source!;
        Committed?.Invoke();
    }

    public void UpdateLabels(IReadOnlyList<SlideRecord> slides) => Relabelled.AddRange(slides);
}
