"""Frames: a length of 4 bytes, big-endian, and a body of that many bytes."""
from __future__ import annotations

import struct
from typing import BinaryIO, Optional

from .errors import Closed, Malformed, TooLarge

MAX_BODY = 16 * 1024 * 1024
_HEADER = struct.Struct(">I")


def read_frame(stream: BinaryIO) -> Optional[bytes]:
    """The next body, or None where the stream ends between frames.

    The stream is a buffered one: its ``read(n)`` gives n bytes, fewer only at the end. A length is checked before memory is given to it.
    Raises Closed where the stream ends within a frame, Malformed for a length of 0, TooLarge for one above 16 MiB.
    """
    header = stream.read(_HEADER.size)
    if not header:
        return None
    if len(header) < _HEADER.size:
        raise Closed("the connection ended within a frame")
    (length,) = _HEADER.unpack(header)
    if length == 0:
        raise Malformed("a frame has no body")
    if length > MAX_BODY:
        raise TooLarge(f"a frame claims {length} bytes; at most {MAX_BODY} are read")
    body = stream.read(length)
    if len(body) < length:
        raise Closed("the connection ended within a frame")
    return body


def frame(body: bytes) -> bytes:
    """The whole frame of a body. Raises TooLarge above 16 MiB."""
    if len(body) > MAX_BODY:
        raise TooLarge(f"a message of {len(body)} bytes is above the {MAX_BODY} that a frame may hold")
    return _HEADER.pack(len(body)) + body
