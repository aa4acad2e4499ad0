namespace Concord.Indexing;

/// <summary>What a worker does next.</summary>
internal enum FeedStep
{
    /// <summary>Open a slide that nobody has opened.</summary>
    Open,

    /// <summary>Embed a chunk of an open slide.</summary>
    Embed,

    /// <summary>Finish what it holds: the others wait for it, or nothing is to be had just now.</summary>
    Flush,

    /// <summary>Nothing is left, or the run stops.</summary>
    End,
}
