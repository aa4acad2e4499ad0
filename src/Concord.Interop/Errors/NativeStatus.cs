namespace Concord.Interop;

/// <summary>The one table from status codes to exceptions.</summary>
internal static class NativeStatus
{
    /// <summary>Throws what `status` stands for, with the native text, which is read before anything else can replace it.</summary>
    internal static void ThrowIfFailed(int status)
    {
        if (status != (int)NativeStatusCode.Ok) throw ToException(status, Native.LastError());
    }

    internal static Exception ToException(int status, string text) => (NativeStatusCode)status switch
    {
        NativeStatusCode.BadArgument => new ConcordArgumentException(text),
        NativeStatusCode.NotFound => new ConcordNotFoundException(text),
        NativeStatusCode.AlreadyExists => new ConcordAlreadyExistsException(text),
        NativeStatusCode.Locked => new ConcordLockedException(text),
        NativeStatusCode.Corrupt => new ConcordCorruptException(text),
        NativeStatusCode.OutOfMemory => new ConcordMemoryException(ConcordErrorCode.OutOfMemory, text),
        NativeStatusCode.OutOfDeviceMemory => new ConcordMemoryException(ConcordErrorCode.OutOfDeviceMemory, text),
        NativeStatusCode.DeviceLost => new ConcordDeviceLostException(text),
        NativeStatusCode.Cancelled => new OperationCanceledException(text),
        NativeStatusCode.Unsupported => new ConcordUnsupportedException(text),
        NativeStatusCode.IoError => new ConcordIoException(ConcordErrorCode.IoError, text),
        NativeStatusCode.DiskFull => new ConcordIoException(ConcordErrorCode.DiskFull, text),
        NativeStatusCode.Poisoned => new ConcordIoException(ConcordErrorCode.Poisoned, text),
        NativeStatusCode.NewerFormat => new ConcordNewerFormatException(text),
        NativeStatusCode.Internal => new ConcordException(ConcordErrorCode.Internal, text),
        _ => new ConcordException(ConcordErrorCode.Internal, $"status {status}, unknown to this version: {text}"),
    };
}
