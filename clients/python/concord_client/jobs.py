"""What an index job tells while it runs."""
from __future__ import annotations

import queue
from typing import Any, Callable, Dict, Iterator, Optional, Union

from .errors import ConcordError, Deadline, from_code


_ENDS = ("done", "failed", "cancelled", "interrupted")


class JobEvents(Iterator[Dict[str, Any]]):
    """The events of an index job, as they come: maps of ``job``, ``state``, ``done``, ``total`` and ``file``. The first is the job as it was; the last
    has the state "done" and a ``report``, "failed" and an ``error``, "cancelled", or "interrupted" by the engine's end. For one thread; ``close`` it, or use ``with``, to stop watching earlier.

    Raises what ended the connection when it ends before the job, and Deadline when ``timeout`` seconds pass without an event.
    """

    def __init__(self, job: str, timeout: Optional[float] = None) -> None:
        self.job = job
        self._timeout = timeout
        self._came: "queue.Queue[Union[Dict[str, Any], ConcordError]]" = queue.Queue()
        self._before: Optional[Dict[str, Any]] = None
        self._over = False
        self._forget: Callable[[JobEvents], None] = lambda events: None

    def __next__(self) -> Dict[str, Any]:
        if self._over:
            raise StopIteration
        event = self._next()
        if isinstance(event, ConcordError):
            self.close()
            raise from_code(event.code, event.message)
        if event.get("state") in _ENDS:
            self.close()
        return event

    def _next(self) -> Union[Dict[str, Any], ConcordError]:
        before, self._before = self._before, None
        if before is not None:
            return before
        try:
            return self._came.get(timeout=self._timeout)
        except queue.Empty:
            return Deadline(f"job {self.job} told nothing for {self._timeout} s")

    def __enter__(self) -> "JobEvents":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stops watching; the job goes on."""
        self._over = True
        self._forget(self)

    def _first(self, job: Dict[str, Any]) -> None:
        """The job as it was when watching began goes before what came since."""
        self._before = job

    def _put(self, event: Dict[str, Any]) -> None:
        self._came.put(event)

    def _fail(self, error: ConcordError) -> None:
        self._came.put(error)
