namespace Concord;

/// <summary>What a collection holds, counted at one moment.</summary>
public sealed record CollectionInfo(string Name, string Path, Guid Id)
{
    /// <summary>The model named when the collection was created.</summary>
    public string? ModelId { get; init; }

    public long Patients { get; init; }

    public long Cases { get; init; }

    public long Slides { get; init; }

    public long Tiles { get; init; }

    /// <summary>Radiology items linked to cases.</summary>
    public long Series { get; init; }

    public required IReadOnlyList<SpaceInfo> Spaces { get; init; }

    /// <summary>Every label name with its values and how many slides (for labels of tiles: tiles) carry each.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Labels { get; init; }

    /// <summary>Slides by centre; slides without one are not counted.</summary>
    public required IReadOnlyDictionary<string, long> Centres { get; init; }

    /// <summary>Bytes of all files of the collection.</summary>
    public long BytesOnDisk { get; init; }
}
