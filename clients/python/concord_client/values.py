"""Vectors and pixels, between Python and the wire. With numpy, results hold numpy arrays; without it, what the standard library has."""
from __future__ import annotations

import array
import sys
from typing import Any, Dict

from .errors import BadArgument, Malformed

try:
    import numpy
except ImportError:
    numpy = None


def vector_params(vector: Any) -> Dict[str, Any]:
    """A vector as the protocol has it: float32, little-endian. Takes a one-dimensional numpy array, a sequence of numbers, or a result of embed."""
    if isinstance(vector, dict):
        space = vector.get("space")
        params = vector_params(vector.get("data"))
        return params if space is None else {**params, "space": space}
    if numpy is not None and isinstance(vector, numpy.ndarray):
        if vector.ndim != 1:
            raise BadArgument(f"a vector has one dimension, this array has {vector.ndim}")
        return {"dtype": "f32", "shape": [len(vector)], "data": numpy.ascontiguousarray(vector, "<f4").tobytes()}
    try:
        elements = array.array("f", vector)
    except (TypeError, ValueError, OverflowError) as problem:
        raise BadArgument(f"a vector is a sequence of numbers: {problem}") from problem
    return {"dtype": "f32", "shape": [len(elements)], "data": _swapped(elements).tobytes()}


def floats(data: bytes) -> Any:
    """Little-endian float32: a numpy array where there is numpy, else an array.array."""
    if len(data) % 4:
        raise Malformed(f"{len(data)} bytes are no float32 values")
    if numpy is not None:
        return numpy.frombuffer(data, "<f4")
    elements = array.array("f")
    elements.frombytes(data)
    return _swapped(elements)


def pixel_params(pixels: Any) -> Dict[str, Any]:
    """Pixels as the protocol has them: 8-bit R G B, rows without padding. Takes a numpy array height × width × 3 of uint8, or a map of width,
    height and data as tile and region give."""
    if isinstance(pixels, dict):
        width, height, data = (pixels.get(key) for key in ("width", "height", "data"))
        data = _rgb(data) if hasattr(data, "ndim") else data
        if type(width) is not int or type(height) is not int or not isinstance(data, (bytes, bytearray, memoryview)):
            raise BadArgument("pixels are a map of width, height and data in bytes")
    elif hasattr(pixels, "ndim"):
        data = _rgb(pixels)
        height, width = pixels.shape[:2]
    else:
        raise BadArgument(f"pixels are a numpy array or a map of width, height and data, not {type(pixels).__name__}")
    if memoryview(data).nbytes != width * height * 3:
        raise BadArgument(f"{width} × {height} pixels are {width * height * 3} bytes, these are {memoryview(data).nbytes}")
    return {"width": width, "height": height, "data": data}


def pixels_result(result: Dict[str, Any]) -> Dict[str, Any]:
    """A result with width, height and data; the data a numpy array height × width × 3 where there is numpy, else bytes."""
    width, height, data = result.get("width"), result.get("height"), result.get("data")
    if type(width) is not int or type(height) is not int or min(width, height) < 0 or type(data) is not bytes or len(data) != width * height * 3:
        raise Malformed("a picture's bytes do not fit its width and height")
    if numpy is not None:
        result["data"] = numpy.frombuffer(data, numpy.uint8).reshape(height, width, 3)
    return result


def floats_result(result: Dict[str, Any]) -> Dict[str, Any]:
    """A result whose data are float32 values: of embed with its shape, of heatmap."""
    if type(result.get("data")) is not bytes or result.get("dtype", "f32") != "f32":
        raise Malformed("a result holds no float32 values")
    result["data"] = floats(result["data"])
    return result


def _rgb(pixels: Any) -> bytes:
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != numpy.uint8:
        raise BadArgument(f"pixels are height × width × 3 of uint8, this array is {' × '.join(map(str, pixels.shape))} of {pixels.dtype}")
    return numpy.ascontiguousarray(pixels).tobytes()


def _swapped(elements: array.array) -> array.array:
    if sys.byteorder == "big":
        elements.byteswap()
    return elements
