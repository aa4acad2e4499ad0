"""Messages: what the body of a frame holds. MessagePack-RPC, its params and results maps with text keys."""
from __future__ import annotations

from typing import Any, Dict, NamedTuple, Union

import msgpack

from .errors import BadArgument, ConcordError, Malformed, TooLarge, from_code

REQUEST, RESPONSE, NOTIFICATION = 0, 1, 2
MAX_DEPTH = 32
MAX_CONTROL = 64 * 1024
MAX_ID = 2**32 - 1
_LONGEST_METHOD = 128


class Call(NamedTuple):
    """A request: ``[0, id, method, params]``."""

    id: int
    method: str
    params: Dict[str, Any]


class Answer(NamedTuple):
    """A response: ``[1, id, error, result]``. One of the two is None; of id 0 it belongs to no request, and the connection ends."""

    id: int
    error: Union[ConcordError, None]
    result: Union[Dict[str, Any], None]


class Notice(NamedTuple):
    """A notification: ``[2, method, params]``."""

    method: str
    params: Dict[str, Any]


Message = Union[Call, Answer, Notice]


def encode(message: Union[Call, Notice]) -> bytes:
    """The body of a request or notification. Raises BadArgument for what MessagePack cannot hold, TooLarge above 64 KiB without its bin values."""
    kind = REQUEST if isinstance(message, Call) else NOTIFICATION
    try:
        body = msgpack.packb([kind, *message], use_bin_type=True, default=_plain)
    except (TypeError, ValueError, OverflowError) as problem:
        raise BadArgument(f"the parameters of {message.method} cannot be sent: {problem}") from problem
    if len(body) > MAX_CONTROL and len(body) - _binary(message.params) > MAX_CONTROL:
        raise TooLarge(f"the parameters of {message.method} are above {MAX_CONTROL} bytes beside pixels and vectors; send less at once")
    return body


def decode(body: bytes) -> Message:
    """The message of a body. Raises Malformed for whatever is none, in whichever way."""
    try:
        parts = msgpack.unpackb(body, raw=False, strict_map_key=True)
    except (ValueError, TypeError, msgpack.UnpackException) as problem:
        raise Malformed(f"a body is no MessagePack, or ends too early: {problem}") from problem
    if type(parts) is not list or not parts or type(parts[0]) is not int:
        raise Malformed("an object is no message")
    _check_depth(parts)
    if parts[0] == REQUEST and len(parts) == 4:
        return Call(_id(parts[1], 1), _method(parts[2]), _map(parts[3], "params"))
    if parts[0] == RESPONSE and len(parts) == 4:
        return _answer(*parts[1:])
    if parts[0] == NOTIFICATION and len(parts) == 3:
        return Notice(_method(parts[1]), _map(parts[2], "params"))
    raise Malformed(f"an array of {len(parts)} whose first is {parts[0]} is no message")


def _answer(id: Any, error: Any, result: Any) -> Answer:
    id = _id(id, 0)
    if (error is None) == (result is None):
        raise Malformed("a response has neither an error nor a result, or both")
    if error is None:
        return Answer(id, None, _map(result, "result"))
    return Answer(id, error_of(error), None)


def error_of(error: Any) -> ConcordError:
    """The exception for the map of an error. Raises Malformed where it is none."""
    code, message = _map(error, "error").get("code"), error.get("message", "")
    if type(code) is not str or type(message) is not str:
        raise Malformed("an error has no code, or one that is not text")
    return from_code(code, message)


def _id(id: Any, least: int) -> int:
    if type(id) is not int or not least <= id <= MAX_ID:
        raise Malformed(f"a message's id is a whole number from {least} to {MAX_ID}")
    return id


def _method(method: Any) -> str:
    if type(method) is not str or not 1 <= len(method.encode("utf-8")) <= _LONGEST_METHOD:
        raise Malformed(f"a method's name is text of 1 to {_LONGEST_METHOD} bytes")
    return method


def _map(value: Any, what: str) -> Dict[str, Any]:
    if type(value) is not dict or not all(type(key) is str for key in value):
        raise Malformed(f"{what} are no map with text keys")
    return value


def _check_depth(parts: list) -> None:
    """Level by level, without recursion: arrays and maps within one another are at most MAX_DEPTH."""
    level, depth = [parts], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise Malformed(f"arrays and maps are nested more than {MAX_DEPTH} deep")
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is list or type(inner) is dict
        ]


def _binary(value: Any) -> int:
    """How many bytes lie in the bin values of a value that could be encoded."""
    if isinstance(value, memoryview):
        return value.nbytes
    if isinstance(value, (bytes, bytearray)):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_binary, value.values()))
    return sum(map(_binary, value)) if isinstance(value, (list, tuple)) else 0


def _plain(value: Any) -> Any:
    """Numbers of other libraries, numpy's for one, have an item(); paths are text."""
    if hasattr(value, "__fspath__"):
        return value.__fspath__()
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} is neither text, a number, bytes, a list nor a map")
