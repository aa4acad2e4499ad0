namespace Concord.Indexing;

/// <summary>Where a run puts its tiles; called from one thread at a time.</summary>
internal interface ITileSink
{
    /// <summary>What is stored of slides, in the order of `names`; null for one that is not there.</summary>
    IReadOnlyList<StoredSlide?> Stored(IReadOnlyList<string> names);

    /// <summary>Adds tiles, and says how far their slides came, durably and at once. vectors: tiles × dimension.</summary>
    void Append(IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors, IReadOnlyList<SlideProgress> slides);

    /// <summary>Takes out what is stored of a slide.</summary>
    void Remove(string slideName);

    void UpdateLabels(IReadOnlyList<SlideRecord> slides);
}
