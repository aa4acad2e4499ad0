using Microsoft.Data.Sqlite;

namespace Concord;

/// <summary>The one table from SQLite's failures to Concord's.</summary>
internal static class CatalogErrors
{
    private const int Error = 1, Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, TooBig = 18, Mismatch = 20, NotADatabase = 26;

    internal static ConcordException Translate(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => new ConcordCorruptException(
            $"The catalogue {path} is damaged ({error.Message}). Restore the collection from a copy, or index again.", error),
        // A statement that cannot be understood, or a value of the wrong kind: the tables are not the ones that were made.
        Error or TooBig or Mismatch => new ConcordCorruptException(
            $"The catalogue {path} does not have the tables it should have ({error.Message}). Restore the collection from a copy, or index again.", error),
        Full => new ConcordIoException(ConcordErrorCode.DiskFull, $"No space is left for the catalogue {path}; free some and go on.", error),
        Busy or Locked => new ConcordLockedException($"The catalogue {path} is in use by another program ({error.Message}).", error),
        ReadOnly => new ConcordIoException(ConcordErrorCode.IoError, $"The catalogue {path} cannot be written: it is read-only.", error),
        IoError or CannotOpen => new ConcordIoException(ConcordErrorCode.IoError, $"The catalogue {path} cannot be used ({error.Message}).", error),
        _ => new ConcordException(ConcordErrorCode.Internal, $"The catalogue {path} refused a statement ({error.Message}).", error),
    };
}
