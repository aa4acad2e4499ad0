namespace Concord.Indexing;

/// <summary>Where a run puts its tiles; called from one thread at a time.</summary>
internal interface ITileSink
{
    /// <summary>True when all tiles of this very file are there.</summary>
    bool IsIndexed(string slideName, SourceFile source);

    /// <summary>The file that a slide of this name was read from; null when there is no such slide, or it has no file.</summary>
    SourceFile? SourceOf(string slideName);

    /// <summary>Adds whole slides, durably. vectors: tiles × dimension.</summary>
    void Append(IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors);

    void UpdateLabels(IReadOnlyList<SlideRecord> slides);
}
