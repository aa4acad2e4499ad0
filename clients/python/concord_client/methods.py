"""The methods of docs/protocol.md. What is not given is left out, and the engine's default holds."""
from __future__ import annotations

import os
from typing import Any, Callable, Dict, Iterable, Mapping, Optional, Sequence, Union

from .values import floats_result, pixel_params, pixels_result, vector_params

Path = Union[str, "os.PathLike[str]"]
Call = Callable[..., Any]


class Methods:
    """All methods but hello. Each takes ``timeout`` (seconds, after which it raises Deadline and the engine stops working on it) and ``progress`` (a
    function of stage, done and total) beside its own parameters.

    Results are the maps that docs/protocol.md and docs/cli.md describe. Where they hold vectors, distances or pixels, ``data`` is a numpy array where
    numpy is installed (float32; height × width × 3 of uint8), else an ``array.array`` or ``bytes``.
    A ``collection`` is its name. Files and folders must lie in a root of the engine (``concord serve --root``); relative paths are relative to a root.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self.models = Models(call)
        self.collections = Collections(call)
        self.series = Series(call)
        self.index = IndexMethods(call)

    def echo(self, data: bytes, **how: Any) -> Any:
        """The same bytes: ``{"data": …}``."""
        return self._call("echo", {"data": data}, **how)

    def health(self, **how: Any) -> Any:
        return self._call("health", {}, **how)

    def embed(self, collection: str, pixels: Any, *, space: Optional[str] = None, **how: Any) -> Any:
        """The vector of pixels, in a space of the collection: ``dtype``, ``shape`` and ``data``. It may be given to search as it is."""
        return self._call("embed", _given(collection=collection, space=space, pixels=pixel_params(pixels)), floats_result, **how)

    def search(
        self,
        collection: str,
        *,
        space: Optional[str] = None,
        vector: Any = None,
        pixels: Any = None,
        tile: Optional[int] = None,
        image: Optional[Path] = None,
        region: Optional[Sequence[int]] = None,
        mpp: Optional[float] = None,
        k: Optional[int] = None,
        where: Optional[str] = None,
        exclude: Optional[str] = None,
        group: Optional[str] = None,
        mode: Optional[str] = None,
        label: Optional[str] = None,
        vote: Optional[int] = None,
        calibrate: Optional[bool] = None,
        **how: Any,
    ) -> Any:
        """The nearest tiles to one of ``vector``, ``pixels``, ``tile`` (id) and ``image`` (a file; with ``region`` x, y, w, h in level-0 pixels).

        k, where, exclude, mode, label and vote are those of ``concord search``; ``group`` is the query's patient (or what ``exclude`` names) where the
        query is not a tile of the collection."""
        params = _given(collection=collection, space=space, **_query(vector, pixels, tile), image=_path(image), region=_region(region), mpp=mpp)
        options = _given(k=k, where=where, exclude=exclude, group=group, mode=mode, label=label, vote=vote, calibrate=calibrate)
        return self._call("search", {**params, **options}, **how)

    def similar_slides(
        self,
        collection: str,
        slide: Union[str, int],
        *,
        space: Optional[str] = None,
        k: Optional[int] = None,
        where: Optional[str] = None,
        exclude: Optional[str] = None,
        mode: Optional[str] = None,
        ranking: Optional[str] = None,
        per_case: Optional[bool] = None,
        pairs: Optional[int] = None,
        label: Optional[str] = None,
        vote: Optional[int] = None,
        calibrate: Optional[bool] = None,
        **how: Any,
    ) -> Any:
        """Slides like a slide of the collection (its name or id), with ``pairs`` of tiles that show why."""
        params = _given(collection=collection, space=space, slide=slide, k=k, where=where, exclude=exclude, mode=mode)
        options = _given(ranking=ranking, per_case=per_case, pairs=pairs, label=label, vote=vote, calibrate=calibrate)
        return self._call("similar_slides", {**params, **options}, **how)

    def heatmap(
        self,
        collection: str,
        slide: Union[str, int],
        *,
        space: Optional[str] = None,
        vector: Any = None,
        pixels: Any = None,
        tile: Optional[int] = None,
        **how: Any,
    ) -> Any:
        """How far every tile of a slide lies from the query; ``data`` are the distances in the order of ``tiles``."""
        params = _given(collection=collection, space=space, **_query(vector, pixels, tile), slide=slide)
        return self._call("heatmap", params, floats_result, **how)

    def tile(self, collection: str, tile: int, *, side: Optional[int] = None, context: Optional[float] = None, **how: Any) -> Any:
        """The picture of a tile, ``side`` pixels at most; with ``context`` c the tile and c times its side around it."""
        return self._call("tile", _given(collection=collection, tile=tile, side=side, context=context), pixels_result, **how)

    def region(
        self,
        region: Sequence[int],
        *,
        image: Optional[Path] = None,
        collection: Optional[str] = None,
        slide: Union[str, int, None] = None,
        side: Optional[int] = None,
        **how: Any,
    ) -> Any:
        """The picture of a region (x, y, w, h in level-0 pixels) of an image file, or of a slide of a collection."""
        params = _given(image=_path(image), collection=collection, slide=slide, region=_region(region), side=side)
        return self._call("region", params, pixels_result, **how)

    def link(self, collection: str, series: Iterable[Mapping[str, Any]], **how: Any) -> Any:
        """Links radiology to cases: maps of ``case``, ``modality``, ``contrast`` and ``file``."""
        links = [{**link, "file": _path(link["file"])} if "file" in link else dict(link) for link in series]
        return self._call("link", {"collection": collection, "series": links}, **how)

    def evaluate(
        self,
        collection: str,
        *,
        space: Optional[str] = None,
        label: Optional[str] = None,
        ks: Optional[Sequence[int]] = None,
        exclude: Optional[str] = None,
        where: Optional[str] = None,
        draws: Optional[int] = None,
        **how: Any,
    ) -> Any:
        ks = None if ks is None else list(ks)
        params = _given(collection=collection, space=space, label=label, ks=ks, exclude=exclude, where=where, draws=draws)
        return self._call("evaluate", params, **how)

    def log_level(self, level: str, **how: Any) -> Any:
        """``level``: "debug", "information", "warning" or "error"."""
        return self._call("log_level", {"level": level}, **how)


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
        params = _given(collection=collection, model=model, pooling=pooling, metric=metric, float16=float16)
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
        params = _given(collection=collection, case=case, modality=modality, contrast=contrast, side=side)
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
        given = [paths] if isinstance(paths, (str, os.PathLike)) else paths
        params = _given(collection=collection, paths=[_path(path) for path in given], labels=_path(labels), tile=tile, mpp=mpp)
        options = _given(overlap=overlap, min_tissue=min_tissue, quality=quality, selection=selection, watch=watch, background=background)
        return self._call("index.start", {**params, **options}, **how)

    def list(self, **how: Any) -> Any:
        return self._call("index.list", {}, **how)

    def cancel(self, job: str, **how: Any) -> Any:
        """Stops a job; what was finished is kept, and starting again resumes."""
        return self._call("index.cancel", {"job": job}, **how)


def _given(**params: Any) -> Dict[str, Any]:
    return {key: value for key, value in params.items() if value is not None}


def _query(vector: Any, pixels: Any, tile: Optional[int]) -> Dict[str, Any]:
    return {
        "vector": None if vector is None else vector_params(vector),
        "pixels": None if pixels is None else pixel_params(pixels),
        "tile": tile,
    }


def _path(path: Optional[Path]) -> Optional[str]:
    return None if path is None else os.fspath(path)


def _region(region: Optional[Sequence[int]]) -> Optional[list]:
    return None if region is None else list(region)
