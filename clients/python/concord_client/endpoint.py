"""Where the engine listens, and the way there."""
from __future__ import annotations

import os
import re
import socket
import stat
import struct
import sys
from typing import BinaryIO, Optional

from .errors import AccessDenied, BadArgument, Busy, Closed, NotRunning, Unsupported

# What sockaddr_un holds on Linux, less the closing zero.
_LONGEST_PATH = 107
_STALLED_S = 10
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,39}")


def address(pipe: Optional[str] = None) -> str:
    """The path of the socket that ``concord serve --pipe PIPE`` listens at: a name, or with a separator the path itself."""
    if sys.platform == "win32":
        raise Unsupported("this client speaks Unix domain sockets; on Windows use the .NET or the Java client")
    pipe = "default" if pipe is None else os.fspath(pipe)
    if os.sep not in pipe and not _NAME.fullmatch(pipe):
        raise BadArgument(f"\"{pipe}\" names no pipe: up to 40 letters, digits, '-', '_' and '.', or a path")
    path = os.path.abspath(pipe) if os.sep in pipe else os.path.join(_folder(), pipe + ".sock")
    if len(os.fsencode(path)) > _LONGEST_PATH:
        raise BadArgument(f"a socket's path has at most {_LONGEST_PATH} bytes; choose a shorter --pipe: {path}")
    return path


def _folder() -> str:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return os.path.join(runtime, "concord") if os.path.isdir(runtime) else os.path.join(os.path.expanduser("~"), ".concord", "run")


def check_folder(path: str) -> None:
    """Raises AccessDenied unless the folder of the socket belongs to this user and is closed to others: what anybody may write into, anybody may
    listen in. NotRunning where there is none."""
    folder = os.path.dirname(path)
    try:
        found = os.lstat(folder)
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise NotRunning(f"no engine runs: there is no folder {folder}. Start `concord serve`.") from problem
    except OSError as problem:
        raise AccessDenied(f"{folder} cannot be looked at: {problem.strerror}") from problem
    if not stat.S_ISDIR(found.st_mode):
        raise AccessDenied(f"{folder} is not a folder of its own (a link?): the engine's socket cannot be trusted")
    if found.st_uid != os.geteuid():
        raise AccessDenied(f"{folder} belongs to user {found.st_uid}, not to this one ({os.geteuid()}): the engine's socket cannot be trusted")
    if found.st_mode & 0o077:
        raise AccessDenied(f"{folder} is open to others (mode {stat.S_IMODE(found.st_mode):04o}): chmod 700 it, or choose another --pipe")


class UnixPipe:
    """A connected Unix domain socket: ``reader`` for one thread, which closes it at the end, ``send`` for one at a time, ``close`` from any."""

    def __init__(self, path: str, timeout: float) -> None:
        """Connects. Raises NotRunning where nothing listens, AccessDenied for a folder that others could have put the socket into, Busy where more
        wait to be let in than the engine's system takes."""
        check_folder(path)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._patience(timeout)
            self._socket.connect(path)
            self._patience(_STALLED_S)
        except BlockingIOError as problem:
            self._socket.close()
            raise Busy(f"the engine at {path} is asked by more clients than it can greet; try again later") from problem
        except (FileNotFoundError, ConnectionRefusedError) as problem:
            self._socket.close()
            raise NotRunning(f"no engine listens at {path}. Start `concord serve`, or connect with start=True.") from problem
        except OSError as problem:
            self._socket.close()
            raise Closed(f"the engine at {path} does not take the connection: {problem}") from problem
        self.reader: BinaryIO = self._socket.makefile("rb", 64 * 1024)

    def _patience(self, seconds: float) -> None:
        """How long connecting and sending wait. Set in the kernel: a timeout of Python's would bind the reader, and would not wait to be let in."""
        # 0 would mean for ever.
        timeval = divmod(max(1, int(seconds * 1_000_000)), 1_000_000)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", *timeval))

    def send(self, data: bytes) -> None:
        """Sends all. Raises OSError, and then an unknown part was sent."""
        self._socket.sendall(data)

    def close(self) -> None:
        """Ends the connection; a reader that waits comes back with the end of the stream."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # The engine was quicker.
        self._socket.close()
