namespace Concord.Indexing;

/// <summary>Chooses which tiles of a slide are indexed. Stateless: the same tiles give the same choice. Safe to use from several threads.</summary>
public interface ITileSelection
{
    /// <summary>Short and stable, a–z, 0–9 and "-", and with it all that changes the choice: "mosaic-9-0.05-seed-1". Recorded with what is indexed.</summary>
    string Id { get; }

    /// <summary>Whether the choice depends on colours; where it does not, they are 0 and are not looked for.</summary>
    bool LooksAtColours => true;

    /// <summary>Indices into <paramref name="tiles"/>, ascending and without repeats. No tiles give none; some tiles give at least one.</summary>
    IReadOnlyList<int> Choose(IReadOnlyList<TileCandidate> tiles);
}
