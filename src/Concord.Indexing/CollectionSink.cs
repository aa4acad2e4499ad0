namespace Concord.Indexing;

/// <summary>A space of a collection that is open for writing.</summary>
internal sealed class CollectionSink(Collection collection, Space space) : ITileSink
{
    public IReadOnlyList<StoredSlide?> Stored(IReadOnlyList<string> names) => collection.Stored(space, names);

    public void Append(IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors, IReadOnlyList<SlideProgress> slides) =>
        collection.Append(space, tiles, vectors, slides);

    public void Remove(string slideName) => collection.DeleteFrom(space, slideName);

    public void UpdateLabels(IReadOnlyList<SlideRecord> slides) => collection.UpdateLabels(slides);
}
