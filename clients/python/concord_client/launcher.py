"""Starting the engine where none runs."""
from __future__ import annotations

import os
import shutil
import subprocess
import time
from threading import Thread
from typing import List, Optional, Sequence

from .endpoint import UnixPipe, check_folder
from .errors import BadArgument, Deadline, IoError, NotFound, NotRunning

_POLL_S = 0.05
_LOCKED = 4
_MESSAGE_BYTES = 2000


def open_or_start(path: str, pipe: Optional[str], program: Optional[str], arguments: Sequence[str], timeout: float) -> UnixPipe:
    """Connects to the engine at the path; starts ``concord serve`` first when none listens, and waits until it does.

    The engine goes on when this program ends: others may use it by then. What it says goes to a file .log beside the socket. Raises NotFound where
    there is no program, IoError when it ended, Deadline when it does not listen in time.
    """
    until = time.monotonic() + timeout
    try:
        return UnixPipe(path, timeout)
    except NotRunning:
        pass
    log = os.path.splitext(path)[0] + ".log"
    engine = _start([_program(program), "serve", *_pipe(path, pipe), *arguments], path, log)
    while True:
        try:
            return UnixPipe(path, max(_POLL_S, until - time.monotonic()))
        except NotRunning:
            # An engine that another client started in the same moment holds the lock, and listens soon.
            if engine.poll() not in (None, _LOCKED):
                raise IoError(f"the engine ended with exit code {engine.returncode}: {_last_words(log)}") from None
            if time.monotonic() > until:
                raise Deadline(f"the engine was started and does not listen after {timeout} s; what it said is in {log}") from None
        time.sleep(_POLL_S)


def _program(program: Optional[str]) -> str:
    named = program or os.environ.get("CONCORD")
    found = shutil.which(named or "concord")
    if found is None:
        raise NotFound(
            f"there is no program {named}" if named else "the program `concord` is not on PATH; name it with program=… or in the variable CONCORD"
        )
    return found


def _pipe(path: str, pipe: Optional[str]) -> List[str]:
    return [] if pipe is None else ["--pipe", path if os.sep in pipe else pipe]


def _start(command: List[str], path: str, log: str) -> subprocess.Popen:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    check_folder(path)
    try:
        with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as said:
            engine = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
    except OSError as problem:
        raise BadArgument(f"{command[0]} cannot be started: {problem.strerror}") from problem
    # Takes its exit code whenever it ends, so that no dead process is left over.
    Thread(target=engine.wait, daemon=True).start()
    return engine


def _last_words(log: str) -> str:
    try:
        with open(log, "rb") as said:
            return said.read()[-_MESSAGE_BYTES:].decode("utf-8", "replace").strip() or "it said nothing"
    except OSError:
        return "it said nothing"
