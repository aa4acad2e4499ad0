using System.Collections.Concurrent;

namespace Concord;

/// <summary>
/// What was read of tiles that were found, for as long as the catalogue stays as it is: a search that finds them again reads nothing of it. Rows were
/// checked against their checksums when they were read. Thread-safe.
/// </summary>
internal sealed class KnownHits
{
    private const int Most = 1 << 16;

    private volatile State _state = new(-1);

    /// <summary>Those of the catalogue's state `version`, by tile; rank and distance are to be set by whoever takes one.</summary>
    internal ConcurrentDictionary<long, Hit> Of(long version)
    {
        var state = _state;
        // A reader of an older state keeps its own: it must not push the newer one out.
        if (version > state.Version || (version == state.Version && state.Hits.Count > Most)) _state = state = new State(version);
        return version == state.Version ? state.Hits : [];
    }

    private sealed record State(long Version)
    {
        internal ConcurrentDictionary<long, Hit> Hits { get; } = [];
    }
}
