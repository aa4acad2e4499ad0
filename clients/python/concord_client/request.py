"""A request that was sent."""
from __future__ import annotations

import time
from collections import deque
from threading import Condition
from typing import Any, Callable, Deque, Dict, Optional, Tuple

from .errors import ConcordError, Deadline, from_code

Progress = Callable[[str, int, int], None]

# Nobody may be waiting: of more steps than this the newest are kept.
_STEPS_KEPT = 256


class Request:
    """A request that was sent: wait for its result, or cancel it. From any thread, as often as wanted."""

    def __init__(
        self,
        id: int,
        method: str,
        tell_cancel: Callable[[int], None],
        timeout: Optional[float] = None,
        progress: Optional[Progress] = None,
        convert: Optional[Callable[[Dict[str, Any]], Any]] = None,
    ) -> None:
        self.id = id
        self.method = method
        self._tell_cancel = tell_cancel
        self._until = None if timeout is None else time.monotonic() + timeout
        self._progress = progress
        self._convert = convert
        self._changed = Condition()
        self._steps: Deque[Tuple[str, int, int]] = deque(maxlen=_STEPS_KEPT)
        self._error: Optional[ConcordError] = None
        self._result: Any = None
        self._ended = False

    @property
    def done(self) -> bool:
        """Whether it was answered, or the connection has ended."""
        return self._ended

    def result(self) -> Any:
        """Waits for the answer and returns it; raises the ConcordError that came instead.

        The progress callback runs here, in the waiting thread; what it raises cancels the request and comes out of here, and so does Ctrl-C.
        Raises Deadline, and cancels, when the request's timeout passes.
        """
        try:
            step = self._next()
            while step is not None:
                if self._progress is not None:
                    self._progress(*step)
                step = self._next()
        except BaseException:
            self.cancel()
            raise
        if self._error is not None:
            raise from_code(self._error.code, self._error.message)
        return self._result

    def cancel(self) -> None:
        """Asks the engine to stop; ``result`` then raises Cancelled, unless the answer came first. Nothing happens when it did."""
        if not self._ended:
            self._tell_cancel(self.id)

    def _next(self) -> Optional[Tuple[str, int, int]]:
        """The next step of progress; None where the request has ended."""
        with self._changed:
            left = None if self._until is None else max(0.0, self._until - time.monotonic())
            if not self._changed.wait_for(lambda: self._ended or self._steps, left):
                raise Deadline(f"{self.method} was not answered in time")
            return self._steps.popleft() if self._steps else None

    def _step(self, stage: str, done: int, total: int) -> None:
        with self._changed:
            if self._progress is not None:
                self._steps.append((stage, done, total))
            self._changed.notify_all()

    def _answer(self, error: Optional[ConcordError], result: Any) -> None:
        try:
            if error is None and self._convert is not None:
                result = self._convert(result)
        except ConcordError as problem:
            error = problem
        with self._changed:
            if not self._ended:
                self._error, self._result, self._ended = error, result, True
                self._changed.notify_all()
