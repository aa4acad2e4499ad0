namespace Concord;

/// <summary>What went wrong, by what the caller can do about it; numbers as in the C ABI, never reused.</summary>
public enum ConcordErrorCode
{
    /// <summary>The caller passed something that cannot be; the text names it.</summary>
    BadArgument = 1,

    /// <summary>A file or row that was asked for does not exist.</summary>
    NotFound = 2,

    /// <summary>The file to create is there already.</summary>
    AlreadyExists = 3,

    /// <summary>Another process holds the lock; try later.</summary>
    Locked = 4,

    /// <summary>A stored checksum or structure does not hold; restore or rebuild.</summary>
    Corrupt = 5,

    /// <summary>Host memory ran out; ask for less.</summary>
    OutOfMemory = 6,

    /// <summary>Accelerator memory ran out; ask for less or use the CPU.</summary>
    OutOfDeviceMemory = 7,

    /// <summary>The accelerator stopped answering; open it again or use the CPU.</summary>
    DeviceLost = 8,

    /// <summary>The call was cancelled. Reported as <see cref="OperationCanceledException"/>, never as a ConcordException.</summary>
    Cancelled = 9,

    /// <summary>This build, file version or machine cannot do it.</summary>
    Unsupported = 10,

    /// <summary>The operating system refused a read or write; the text carries its reason.</summary>
    IoError = 11,

    /// <summary>No space or quota is left; free some and go on.</summary>
    DiskFull = 12,

    /// <summary>The file was written by a newer version; update Concord.</summary>
    NewerFormat = 13,

    /// <summary>A writer failed to reach the disk before; reopen from the committed state.</summary>
    Poisoned = 14,

    /// <summary>A defect of Concord; please report the text.</summary>
    Internal = 15,
}
