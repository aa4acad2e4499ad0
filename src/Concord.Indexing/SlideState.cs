namespace Concord.Indexing;

/// <summary>What became of a slide.</summary>
public enum SlideState
{
    /// <summary>It was there, unchanged and cut the same way.</summary>
    Present,

    /// <summary>It is to be embedded; only plans say this.</summary>
    Planned,

    /// <summary>All its tiles were stored.</summary>
    Indexed,

    /// <summary>Nothing of it is stored.</summary>
    Failed,
}
