namespace Concord.Protocol;

/// <summary>In what way bytes are no message.</summary>
public enum ProtocolError
{
    /// <summary>They end too early.</summary>
    Truncated = 1,

    /// <summary>They claim more than <see cref="FrameLimits.MaxBytes"/>.</summary>
    TooLarge = 2,

    /// <summary>Arrays and maps are nested more deeply than <see cref="FrameLimits.MaxDepth"/>.</summary>
    TooDeep = 3,

    /// <summary>They are no MessagePack, or something stands behind the message.</summary>
    Malformed = 4,

    /// <summary>They are MessagePack, but not of the type or shape asked for.</summary>
    WrongType = 5,
}
