namespace Concord.Indexing;

/// <summary>A space of a collection that is open for writing.</summary>
internal sealed class CollectionSink(Collection collection, Space space) : ITileSink
{
    public bool IsIndexed(string slideName, SourceFile source) => collection.IsIndexed(slideName, source, space);

    public SourceFile? SourceOf(string slideName) => collection.SourceOf(slideName);

    public void Append(IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors) => collection.Append(space, tiles, vectors, complete: true);

    public void UpdateLabels(IReadOnlyList<SlideRecord> slides) => collection.UpdateLabels(slides);
}
