namespace Concord;

/// <summary>Any failure of Concord but cancellation. <see cref="Code"/> says what the caller can do; the message says what was wrong.</summary>
public class ConcordException(ConcordErrorCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ConcordErrorCode Code { get; } = code;
}

/// <summary>The caller passed something that cannot be; the message names it.</summary>
public sealed class ConcordArgumentException(string message, Exception? inner = null)
    : ConcordException(ConcordErrorCode.BadArgument, message, inner);

/// <summary>Something that was asked for does not exist.</summary>
public sealed class ConcordNotFoundException(string message, Exception? inner = null)
    : ConcordException(ConcordErrorCode.NotFound, message, inner);

/// <summary>What was to be created is there already.</summary>
public sealed class ConcordAlreadyExistsException(string message, Exception? inner = null)
    : ConcordException(ConcordErrorCode.AlreadyExists, message, inner);

/// <summary>Another process or handle holds the lock; try later.</summary>
public sealed class ConcordLockedException(string message, Exception? inner = null)
    : ConcordException(ConcordErrorCode.Locked, message, inner);

/// <summary>A stored checksum or structure does not hold; restore or rebuild.</summary>
public sealed class ConcordCorruptException(string message, Exception? inner = null)
    : ConcordException(ConcordErrorCode.Corrupt, message, inner);

/// <summary>Memory of the host or of the accelerator ran out; ask for less.</summary>
public sealed class ConcordMemoryException(ConcordErrorCode code, string message, Exception? inner = null)
    : ConcordException(code, message, inner);

/// <summary>The accelerator stopped answering; open it again or use the CPU.</summary>
public sealed class ConcordDeviceLostException(string message, Exception? inner = null)
    : ConcordException(ConcordErrorCode.DeviceLost, message, inner);

/// <summary>This build, file version or machine cannot do it.</summary>
public sealed class ConcordUnsupportedException(string message, Exception? inner = null)
    : ConcordException(ConcordErrorCode.Unsupported, message, inner);

/// <summary>A file could not be read or written: the system refused, the disk is full, or this writer failed before.</summary>
public sealed class ConcordIoException(ConcordErrorCode code, string message, Exception? inner = null)
    : ConcordException(code, message, inner);

/// <summary>The file was written by a newer version; update Concord.</summary>
public sealed class ConcordNewerFormatException(string message, Exception? inner = null)
    : ConcordException(ConcordErrorCode.NewerFormat, message, inner);
