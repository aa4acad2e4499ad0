namespace Concord;

/// <summary>What a collection is opened for.</summary>
public enum CollectionAccess
{
    /// <summary>Searching and reading; any number at once, beside one writer. Nothing is changed on disk.</summary>
    Read,

    /// <summary>Everything. One at a time over all processes.</summary>
    Write,
}
