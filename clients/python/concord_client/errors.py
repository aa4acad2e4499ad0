"""What can go wrong: one class for each code of docs/protocol.md, and two of the client's own."""


class ConcordError(Exception):
    """What the engine refused or failed at. ``code`` is for programs, the message for people: what was wrong and what to do.

    An engine newer than this client may send a code that has no class: then it is this one.
    """

    code = ""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        if code:
            self.code = code


class BadArgument(ConcordError):
    code = "bad_argument"


class NotFound(ConcordError):
    """A collection, model, file, tile, slide or job does not exist."""

    code = "not_found"


class Locked(ConcordError):
    """Another process writes the collection."""

    code = "locked"


class Corrupt(ConcordError):
    """Stored data are damaged."""

    code = "corrupt"


class Cancelled(ConcordError):
    code = "cancelled"


class AlreadyExists(ConcordError):
    code = "already_exists"


class AccessDenied(ConcordError):
    """A file may not be read, a path lies in no configured root, or the folder of the socket is not this user's alone."""

    code = "access_denied"


class DiskFull(ConcordError):
    code = "disk_full"


class IoError(ConcordError):
    code = "io_error"


class OutOfMemory(ConcordError):
    code = "out_of_memory"


class OutOfDeviceMemory(ConcordError):
    code = "out_of_device_memory"


class DeviceLost(ConcordError):
    code = "device_lost"


class Unsupported(ConcordError):
    code = "unsupported"


class NewerFormat(ConcordError):
    """The collection was written by a newer Concord."""

    code = "newer_format"


class Poisoned(ConcordError):
    """An earlier write failed, and the collection has to be opened anew."""

    code = "poisoned"


class Internal(ConcordError):
    code = "internal"


class Malformed(ConcordError):
    """Bytes that came are not what the protocol says; the connection has ended."""

    code = "malformed"


class TooLarge(ConcordError):
    """A message is above the limits that both sides keep."""

    code = "too_large"


class HelloFirst(ConcordError):
    code = "hello_first"


class VersionMismatch(ConcordError):
    """Engine and client have no version of the protocol in common."""

    code = "version"


class UnknownMethod(ConcordError):
    code = "unknown_method"


class Busy(ConcordError):
    """The engine has too many requests or connections: try again later."""

    code = "busy"


class Deadline(ConcordError):
    """The time given with ``timeout`` has passed."""

    code = "deadline"


class Stopping(ConcordError):
    code = "stopping"


class PluginFailed(ConcordError):
    """A plugin failed, refused, or is quarantined; the message says how. ``plugins.reload`` starts one again."""

    code = "plugin_failed"


class Closed(ConcordError):
    """The connection ended before the answer came, or was closed on this side."""

    code = "closed"


class NotRunning(ConcordError):
    """No engine listens there."""

    code = "not_running"


_BY_CODE = {kind.code: kind for kind in ConcordError.__subclasses__()}


def from_code(code: str, message: str) -> ConcordError:
    """The exception that stands for an error of the engine."""
    return _BY_CODE.get(code, ConcordError)(message, code)
