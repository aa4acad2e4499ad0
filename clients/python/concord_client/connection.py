"""A connection: one thread reads, any thread sends, many requests run at once."""
from __future__ import annotations

from threading import Lock, Thread, current_thread
from typing import Any, Callable, Dict, List, Optional

from .endpoint import UnixPipe
from .errors import Closed, ConcordError, Malformed, from_code
from .frames import frame, read_frame
from .jobs import JobEvents
from .messages import MAX_ID, Answer, Call, Message, Notice, decode, encode
from .request import Progress, Request


class Connection:
    """Owns the pipe. Everything that waits on it is told when it ends."""

    def __init__(self, pipe: UnixPipe) -> None:
        self._pipe = pipe
        self._sending = Lock()
        self._state = Lock()
        self._running: Dict[int, Request] = {}
        self._watched: Dict[str, List[JobEvents]] = {}
        self._last_id = 0
        self._ended: Optional[ConcordError] = None
        self._thread = Thread(target=self._read, name="concord-client", daemon=True)
        self._thread.start()

    def send(
        self,
        method: str,
        params: Dict[str, Any],
        timeout: Optional[float] = None,
        progress: Optional[Progress] = None,
        convert: Optional[Callable[[Dict[str, Any]], Any]] = None,
    ) -> Request:
        """Sends a request. Raises what encoding raises, and Closed (or what ended the connection) when it cannot be sent."""
        with self._state:
            self._raise_if_ended()
            request = Request(self._free_id(), method, self._tell_cancel, timeout, progress, convert)
            self._running[request.id] = request
        try:
            self._write(frame(encode(Call(request.id, method, params))))
        except ConcordError:
            with self._state:
                self._running.pop(request.id, None)
            raise
        return request

    def watch(self, events: JobEvents) -> None:
        with self._state:
            self._raise_if_ended()
            self._watched.setdefault(events.job, []).append(events)

    def unwatch(self, events: JobEvents) -> None:
        with self._state:
            watchers = self._watched.get(events.job, [])
            if events in watchers:
                watchers.remove(events)
            if not watchers:
                self._watched.pop(events.job, None)

    def close(self) -> None:
        """Ends the connection; what still waits raises Closed. Closing again does nothing."""
        self._end(Closed("the connection was closed on this side"))
        self._pipe.close()
        if current_thread() is not self._thread:
            self._thread.join()

    def _tell_cancel(self, id: int) -> None:
        try:
            self._write(frame(encode(Notice("cancel", {"id": id}))))
        except Closed:
            pass  # The engine cancels what a vanished client asked for.

    def _write(self, data: bytes) -> None:
        try:
            with self._sending:
                self._pipe.send(data)
        except OSError as problem:
            error = Closed(f"the engine does not read what is sent: {problem}")
            self._give_up(error)
            raise error from problem
        except BaseException:
            self._give_up(Closed("sending was interrupted"))
            raise

    def _give_up(self, error: ConcordError) -> None:
        """Part of a frame may be on its way: nothing that follows would be understood."""
        self._end(error)
        self._pipe.close()

    def _free_id(self) -> int:
        self._last_id = self._last_id % MAX_ID + 1
        while self._last_id in self._running:
            self._last_id = self._last_id % MAX_ID + 1
        return self._last_id

    def _raise_if_ended(self) -> None:
        if self._ended is not None:
            raise from_code(self._ended.code, self._ended.message)

    def _read(self) -> None:
        error: ConcordError = Closed("the connection has ended")
        try:
            while True:
                body = read_frame(self._pipe.reader)
                if body is None:
                    error = Closed("the engine ended the connection")
                    return
                self._take(decode(body))
        except ConcordError as problem:
            error = problem
        except (OSError, ValueError) as problem:
            # ValueError is what a stream says that was closed meanwhile.
            error = Closed(f"the connection broke: {problem}")
        finally:
            self._end(error)
            self._pipe.close()
            self._pipe.reader.close()

    def _take(self, message: Message) -> None:
        if isinstance(message, Answer):
            if message.id == 0:
                raise message.error or Malformed("a response of no request has a result")
            with self._state:
                request = self._running.pop(message.id, None)
            if request is None:
                raise Malformed(f"a response is of request {message.id}, which was never sent or answered before")
            request._answer(message.error, message.result)
        elif isinstance(message, Notice):
            self._notice(message)
        else:
            raise Malformed(f"an engine asks for {message.method}; clients answer nothing")

    def _notice(self, notice: Notice) -> None:
        params = notice.params
        if notice.method == "progress" and type(params.get("id")) is int:
            with self._state:
                request = self._running.get(params["id"])
            if request is not None:
                request._step(params.get("stage") or "", params.get("done") or 0, params.get("total") or 0)
        elif notice.method == "job" and type(params.get("job")) is str:
            with self._state:
                watchers = list(self._watched.get(params["job"], ()))
            for events in watchers:
                events._put(params)

    def _end(self, error: ConcordError) -> None:
        with self._state:
            if self._ended is not None:
                return
            self._ended = error
            left, watchers = list(self._running.values()), [events for each in self._watched.values() for events in each]
            self._running.clear()
            self._watched.clear()
        for request in left:
            request._answer(error, None)
        for events in watchers:
            events._fail(error)
