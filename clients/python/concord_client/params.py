"""Parameters of requests, from what Python callers give."""
from __future__ import annotations

import os
from typing import Any, Dict, Optional, Sequence, Union

from .values import pixel_params, vector_params

Path = Union[str, "os.PathLike[str]"]


def given(**params: Any) -> Dict[str, Any]:
    """What was given: the others have the engine's defaults."""
    return {key: value for key, value in params.items() if value is not None}


def query_params(vector: Any, pixels: Any, tile: Optional[int]) -> Dict[str, Any]:
    return {
        "vector": None if vector is None else vector_params(vector),
        "pixels": None if pixels is None else pixel_params(pixels),
        "tile": tile,
    }


def path_text(path: Optional[Path]) -> Optional[str]:
    return None if path is None else os.fspath(path)


def region_list(region: Optional[Sequence[int]]) -> Optional[list]:
    return None if region is None else list(region)
