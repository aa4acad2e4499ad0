"""The door: connect, and the methods of docs/protocol.md by the same names."""
from __future__ import annotations

import time
from typing import Any, Callable, Dict, Optional, Sequence

from . import launcher
from .connection import Connection
from .endpoint import UnixPipe, address
from .errors import BadArgument, Busy, Closed, VersionMismatch
from .jobs import JobEvents
from .methods import Methods
from .nouns import IndexMethods
from .request import Progress, Request
from .version import __version__

VERSION = 1
_LONGEST_S = 1_000_000
_NAME = f"concord-client {__version__} (python)"


def connect(
    pipe: Optional[str] = None,
    start: bool = False,
    timeout: float = 10.0,
    program: Optional[str] = None,
    arguments: Sequence[str] = (),
    client: str = _NAME,
) -> "Client":
    """Connects to a running engine.

    pipe     the NAME of ``concord serve --pipe NAME``, or the path of its socket; None for the default one
    start    start ``concord serve`` when none runs: ``program``, else the variable CONCORD, else ``concord`` on PATH, with further ``arguments`` such as
             ["--root", folder]. It goes on afterwards
    timeout  seconds that starting, connecting and the first message may take
    client   how this program calls itself in the engine's log

    Raises NotRunning, AccessDenied where the socket's folder is not this user's alone, VersionMismatch, Busy, Deadline.
    """
    until = time.monotonic() + timeout
    path = address(pipe)
    opened = launcher.open_or_start(path, pipe, program, arguments, timeout) if start else UnixPipe(path, timeout)
    connection = Connection(opened)
    try:
        hello = connection.send("hello", {"version": VERSION, "client": client}, max(0.0, until - time.monotonic())).result()
        if hello.get("version") != VERSION:
            raise VersionMismatch(f"the engine chose version {hello.get('version')} of the protocol; this client knows {VERSION}")
    except Closed as problem:
        connection.close()
        raise Busy("the engine ended the connection unheard: it has as many clients as it takes, or stops; try again later") from problem
    except BaseException:
        connection.close()
        raise
    return Client(connection, hello)


class Client(Methods):
    """A connection to an engine, for any number of threads. Close it, or use ``with``.

    The methods of Methods wait for their answers. Those of ``begin`` have the same names and parameters, and return a Request at once:

        first, second = concord.begin.search("lung", tile=1), concord.begin.search("lung", tile=2)
        print(first.result()["hits"], second.result()["hits"])

    ``server`` is what the engine answered to hello: version, server, abi, pid, capabilities, limits.
    """

    index: "Index"

    def __init__(self, connection: Connection, server: Dict[str, Any]) -> None:
        self._connection = connection
        self.server = server
        self.begin = Methods(self._send)
        super().__init__(self._wait)
        self.index = Index(self._wait, connection)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection; what still runs is cancelled, and who waits for it gets Closed."""
        self._connection.close()

    def _send(
        self,
        method: str,
        params: Dict[str, Any],
        convert: Optional[Callable[[Dict[str, Any]], Any]] = None,
        timeout: Optional[float] = None,
        progress: Optional[Progress] = None,
    ) -> Request:
        if timeout is not None and not 0 < timeout <= _LONGEST_S:
            raise BadArgument(f"a timeout is a number of seconds above 0 and up to {_LONGEST_S}, not {timeout}")
        if progress is not None:
            params["progress"] = True
        if timeout is not None:
            params["deadline_ms"] = max(1, int(timeout * 1000))
        return self._connection.send(method, params, timeout, progress, convert)

    def _wait(self, *args: Any, **how: Any) -> Any:
        return self._send(*args, **how).result()


class Index(IndexMethods):
    """Index jobs, and their events."""

    def __init__(self, call: Callable[..., Any], connection: Connection) -> None:
        super().__init__(call)
        self._connection = connection

    def watch(self, job: str, timeout: Optional[float] = None) -> JobEvents:
        """The events of a job until it ends; see JobEvents. ``timeout``: seconds between two of them at most. NotFound where there is no such job."""
        events = JobEvents(job, timeout)
        self._connection.watch(events)
        events._forget = self._connection.unwatch
        try:
            events._first(self._call("index.watch", {"job": job}, timeout=timeout))
        except BaseException:
            events.close()
            raise
        return events
