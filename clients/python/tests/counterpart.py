"""The other end of the pipe: a thread that listens on a Unix domain socket and says what a test tells it to."""
import os
import pathlib
import shutil
import socket
import struct
import tempfile
import threading

import msgpack

from .golden import pack

PATIENCE_S = 30
HELLO = {"version": 1, "server": "counterpart 1", "abi": "1.2", "pid": 1, "capabilities": [], "limits": {}}


class Peer:
    """One connection, seen from the engine's side."""

    def __init__(self, connection):
        self._connection = connection
        self._stream = connection.makefile("rb")

    def read(self):
        """The next message as a list; None at the end."""
        body = self.read_body()
        return None if body is None else msgpack.unpackb(body, raw=False)

    def read_body(self):
        header = self._stream.read(4)
        return self._stream.read(struct.unpack(">I", header)[0]) if len(header) == 4 else None

    def greet(self, **changes):
        id = self.read()[1]
        self.answer(id, {**HELLO, **changes})

    def answer(self, id, result):
        self.send([1, id, None, result])

    def refuse(self, id, code, message="no"):
        self.send([1, id, {"code": code, "message": message}, None])

    def tell(self, method, **params):
        self.send([2, method, params])

    def send(self, *messages):
        """All in one go: a client that leaves after the first does not break the next."""
        bodies = [pack(message) for message in messages]
        self.send_bytes(b"".join(struct.pack(">I", len(body)) + body for body in bodies))

    def send_bytes(self, data):
        self._connection.sendall(data)

    def end(self):
        self._connection.shutdown(socket.SHUT_RDWR)


class Counterpart:
    """Runs ``play(peer)`` for each connection, in a thread of its own. What a play raises comes out of the with block."""

    def __init__(self, play, mode=0o700):
        self._play = play
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="concord-"))
        os.chmod(self.folder, mode)
        self.path = str(self.folder / "engine.sock")
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(self.path)
        self._listener.listen()
        self._problems = []
        self._threads = [threading.Thread(target=self._listen, daemon=True)]

    def __enter__(self):
        self._threads[0].start()
        return self

    def __exit__(self, kind, *_):
        # close() alone leaves a thread waiting in accept().
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        self._listener.close()
        shutil.rmtree(self.folder)
        if kind is None and self._problems:
            raise self._problems[0]

    def _listen(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._threads.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
            self._threads[-1].start()

    def _serve(self, connection):
        connection.settimeout(PATIENCE_S)
        peer = Peer(connection)
        try:
            self._play(peer)
        except Exception as problem:
            self._problems.append(problem)
        finally:
            peer._stream.close()
            connection.close()
