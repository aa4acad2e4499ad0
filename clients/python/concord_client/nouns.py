"""The methods of docs/protocol.md that belong to a noun: ``concord.collections.list()``."""
from __future__ import annotations

import os
from typing import Any, Callable, Iterable, Optional, Union

from .params import Path, given, path_text
from .values import pixels_result

Call = Callable[..., Any]


class Models:
    def __init__(self, call: Call) -> None:
        self._call = call

    def list(self, **how: Any) -> Any:
        return self._call("models.list", {}, **how)


class Collections:
    def __init__(self, call: Call) -> None:
        self._call = call

    def list(self, **how: Any) -> Any:
        return self._call("collections.list", {}, **how)

    def info(self, collection: str, **how: Any) -> Any:
        return self._call("collections.info", {"collection": collection}, **how)

    def create(
        self,
        collection: str,
        *,
        model: Optional[str] = None,
        pooling: Optional[str] = None,
        metric: Optional[str] = None,
        float16: Optional[bool] = None,
        **how: Any,
    ) -> Any:
        params = given(collection=collection, model=model, pooling=pooling, metric=metric, float16=float16)
        return self._call("collections.create", params, **how)

    def verify(self, collection: str, **how: Any) -> Any:
        return self._call("collections.verify", {"collection": collection}, **how)

    def compact(self, collection: str, **how: Any) -> Any:
        return self._call("collections.compact", {"collection": collection}, **how)


class Series:
    """``concord.series(collection, case)`` lists the radiology of a case, ``concord.series.image(…)`` shows one of it."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def __call__(self, collection: str, case: str, **how: Any) -> Any:
        return self._call("series", {"collection": collection, "case": case}, **how)

    def image(
        self, collection: str, case: str, modality: Optional[str] = None, contrast: Optional[str] = None, *, side: Optional[int] = None, **how: Any
    ) -> Any:
        params = given(collection=collection, case=case, modality=modality, contrast=contrast, side=side)
        return self._call("series.image", params, pixels_result, **how)


class IndexMethods:
    def __init__(self, call: Call) -> None:
        self._call = call

    def start(
        self,
        collection: str,
        paths: Union[Path, Iterable[Path]],
        *,
        labels: Optional[Path] = None,
        tile: Optional[int] = None,
        mpp: Optional[float] = None,
        overlap: Optional[float] = None,
        min_tissue: Optional[float] = None,
        quality: Optional[bool] = None,
        selection: Optional[str] = None,
        watch: Optional[bool] = None,
        background: Optional[bool] = None,
        **how: Any,
    ) -> Any:
        """Starts indexing slides, images and folders: ``{"job": …}``. The options are those of ``concord index``."""
        places = [paths] if isinstance(paths, (str, os.PathLike)) else paths
        params = given(collection=collection, paths=[path_text(path) for path in places], labels=path_text(labels), tile=tile, mpp=mpp)
        options = given(overlap=overlap, min_tissue=min_tissue, quality=quality, selection=selection, watch=watch, background=background)
        return self._call("index.start", {**params, **options}, **how)

    def list(self, **how: Any) -> Any:
        return self._call("index.list", {}, **how)

    def resume(self, job: str, **how: Any) -> Any:
        """Goes on with a job that was cancelled, failed, or was interrupted by the engine's end: ``{"job": …}``, the same."""
        return self._call("index.resume", {"job": job}, **how)

    def cancel(self, job: str, **how: Any) -> Any:
        """Stops a job; what was finished is kept, and ``resume`` goes on with it."""
        return self._call("index.cancel", {"job": job}, **how)


class Plugins:
    def __init__(self, call: Call) -> None:
        self._call = call

    def list(self, **how: Any) -> Any:
        """The engine's plugins, with their state and the reason for it."""
        return self._call("plugins.list", {}, **how)

    def reload(self, plugin: Optional[str] = None, **how: Any) -> Any:
        """Loads a plugin again, out of quarantine too; without an id looks at the whole store. The plugins as they are then."""
        return self._call("plugins.reload", given(plugin=plugin), **how)
