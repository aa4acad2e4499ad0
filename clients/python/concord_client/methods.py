"""The methods of docs/protocol.md. What is not given is left out, and the engine's default holds."""
from __future__ import annotations

from typing import Any, Iterable, Mapping, Optional, Sequence, Union

from .nouns import Call, Collections, IndexMethods, Models, Plugins, Series
from .params import Path, given, path_text, query_params, region_list
from .values import floats_result, pixel_params, pixels_result


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
        self.plugins = Plugins(call)

    def call(self, method: str, params: Mapping[str, Any], **how: Any) -> Any:
        """Any method, for engines that have more than this client knows; params and result as they go over the pipe."""
        return self._call(method, dict(params), **how)

    def echo(self, data: bytes, **how: Any) -> Any:
        """The same bytes: ``{"data": …}``."""
        return self._call("echo", {"data": data}, **how)

    def health(self, **how: Any) -> Any:
        return self._call("health", {}, **how)

    def embed(self, collection: str, pixels: Any, *, space: Optional[str] = None, **how: Any) -> Any:
        """The vector of pixels, in a space of the collection: ``dtype``, ``shape`` and ``data``. It may be given to search as it is."""
        return self._call("embed", given(collection=collection, space=space, pixels=pixel_params(pixels)), floats_result, **how)

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
        rerank: Optional[str] = None,
        export: Optional[str] = None,
        **how: Any,
    ) -> Any:
        """The nearest tiles to one of ``vector``, ``pixels``, ``tile`` (id) and ``image`` (a file; with ``region`` x, y, w, h in level-0 pixels).

        k, where, exclude, mode, label and vote are those of ``concord search``; ``group`` is the query's patient (or what ``exclude`` names) where the
        query is not a tile of the collection. ``rerank`` and ``export`` are ids of plugins: the hits come in the order of the one, and as the other
        writes them in ``exported``."""
        params = given(collection=collection, space=space, **query_params(vector, pixels, tile), image=path_text(image), region=region_list(region), mpp=mpp)
        options = given(k=k, where=where, exclude=exclude, group=group, mode=mode, label=label, vote=vote, calibrate=calibrate, rerank=rerank, export=export)
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
        params = given(collection=collection, space=space, slide=slide, k=k, where=where, exclude=exclude, mode=mode)
        options = given(ranking=ranking, per_case=per_case, pairs=pairs, label=label, vote=vote, calibrate=calibrate)
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
        params = given(collection=collection, space=space, **query_params(vector, pixels, tile), slide=slide)
        return self._call("heatmap", params, floats_result, **how)

    def tile(self, collection: str, tile: int, *, side: Optional[int] = None, context: Optional[float] = None, **how: Any) -> Any:
        """The picture of a tile, ``side`` pixels at most; with ``context`` c the tile and c times its side around it."""
        return self._call("tile", given(collection=collection, tile=tile, side=side, context=context), pixels_result, **how)

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
        params = given(image=path_text(image), collection=collection, slide=slide, region=region_list(region), side=side)
        return self._call("region", params, pixels_result, **how)

    def link(self, collection: str, series: Iterable[Mapping[str, Any]], **how: Any) -> Any:
        """Links radiology to cases: maps of ``case``, ``modality``, ``contrast`` and ``file``."""
        links = [{**link, "file": path_text(link["file"])} if "file" in link else dict(link) for link in series]
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
        params = given(collection=collection, space=space, label=label, ks=ks, exclude=exclude, where=where, draws=draws)
        return self._call("evaluate", params, **how)

    def log_level(self, level: str, **how: Any) -> Any:
        """``level``: "debug", "information", "warning" or "error"."""
        return self._call("log_level", {"level": level}, **how)
