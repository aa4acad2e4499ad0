#!/usr/bin/env python3
"""Writes frames.json, the golden frames of docs/protocol.md; --check says whether the file is what this gives.

Bytes are made by pack.py, or written out where they are other than the smallest or wrong.
"""
import json
import pathlib
import struct
import sys

from pack import pack

FILE = pathlib.Path(__file__).with_name("frames.json")


def as_json(value):
    if isinstance(value, bytes): return {"bin": value.hex()}
    if isinstance(value, list): return [as_json(item) for item in value]
    if isinstance(value, dict): return {key: as_json(item) for key, item in value.items()}
    return value


frames = []


def add(name, sender, body, message=None, canonical=False, error=None, header=None):
    header = struct.pack(">I", len(body)) if header is None else header
    entry = {"name": name, "from": sender, "hex": (header + body).hex()}
    entry.update({"error": error} if error else {"canonical": canonical, "message": as_json(message)})
    frames.append(entry)


def request(name, id, method, **params): add(name, "client", pack([0, id, method, params]), [0, id, method, params], True)


def tell(name, sender, method, **params): add(name, sender, pack([2, method, params]), [2, method, params], True)


def answer(name, id, **result): add(name, "engine", pack([1, id, None, result]), [1, id, None, result], True)


def failure(name, id, code, message):
    error = {"code": code, "message": message}
    add(name, "engine", pack([1, id, error, None]), [1, id, error, None], True)


def other(name, sender, hex, message):
    body = bytes.fromhex(hex)
    add(name, sender, body, message, canonical=pack(message) == body)


def broken(name, sender, error, hex): add(name, sender, bytes.fromhex(hex), error=error)


def stream(name, sender, error, hex): add(name, sender, bytes.fromhex(hex), error=error, header=b"")


VECTOR = {"dtype": "f32", "shape": [3], "data": struct.pack("<3f", 0.5, -1.0, 2.25)}
PIXELS = {"width": 2, "height": 1, "data": bytes([255, 0, 0, 0, 128, 255])}
PICTURE = {"width": 1, "height": 2, "data": bytes([1, 2, 3, 4, 5, 6])}


def requests():
    request("hello", 1, "hello", version=1, client="conformance 1")
    request("echo", 2, "echo", data=b"\x00\x01\xFF")
    request("echo of nothing", 3, "echo", data=b"")
    request("echo, bin 8 at its longest", 4, "echo", data=bytes(range(255)))
    request("echo, bin 16 at its shortest", 5, "echo", data=bytes(256))
    request("health", 127, "health")
    request("models.list, id in 8 bits", 128, "models.list")
    request("collections.list, id of 255", 255, "collections.list")
    request("collections.info, id in 16 bits", 256, "collections.info", collection="lung")
    request("collections.create", 65535, "collections.create", collection="lung", model="concord-builtin", pooling="gem:4", metric="cosine", float16=True)
    request("collections.create, defaults left out, id in 32 bits", 65536, "collections.create", collection="lung")
    request("collections.verify, greatest id, progress", 4294967295, "collections.verify", collection="lung", progress=True)
    request("collections.compact, progress and deadline", 6, "collections.compact", collection="lung", progress=True, deadline_ms=60000)
    request("embed", 7, "embed", collection="lung", space="pathology", pixels=PIXELS)
    searches()
    request("similar_slides", 20, "similar_slides", collection="wsi", space="pathology", slide="S1", k=5, where="centre != \"A\"", exclude="patient",
            mode="exact", ranking="symmetric", per_case=True, pairs=3, label="label", vote=5, calibrate=True)
    request("similar_slides of an id", 21, "similar_slides", collection="wsi", slide=17)
    request("heatmap by tile", 22, "heatmap", collection="wsi", tile=17, slide="S7")
    request("heatmap by vector", 23, "heatmap", collection="wsi", space="pathology", vector=VECTOR, slide=2147483648)
    request("heatmap by pixels", 24, "heatmap", collection="wsi", pixels=PIXELS, slide="S7", deadline_ms=1500)
    request("tile", 25, "tile", collection="lung", tile=4294967296, side=256)
    request("tile with context", 26, "tile", collection="lung", tile=17, side=512, context=1.5)
    request("region of an image", 27, "region", image="/data/slides/a.svs", region=[-128, 0, 70000, 4096], side=1024)
    request("region of a slide", 28, "region", collection="wsi", slide="S1", region=[-129, -32768, 512, 512])
    request("series", 29, "series", collection="glioma", case="C-0001")
    request("series.image", 30, "series.image", collection="glioma", case="C-0001", modality="MR", contrast="FLAIR", side=512)
    request("link", 31, "link", collection="glioma", series=[{"case": "C-0001", "modality": "MR", "contrast": "T1", "file": "/data/mri/c1-t1.png"}])
    request("index.start", 32, "index.start", collection="lung", paths=["/data/tiles/lung", "/data/slides"], labels="/data/labels.csv", tile=256, mpp=0.5,
            overlap=0.25, min_tissue=0.5, quality=False, selection="mosaic", watch=True, background=False)
    request("index.start, defaults left out", 33, "index.start", collection="lung", paths=["/data/tiles/lung"])
    request("index.watch", 34, "index.watch", job="job-1")
    request("index.list", 35, "index.list")
    request("index.cancel", 36, "index.cancel", job="job-1")
    request("evaluate", 37, "evaluate", collection="lung", space="pathology", label="label", ks=[1, 3, 5], exclude="patient", where="split = \"test\"", draws=1000)
    request("log_level", 38, "log_level", level="debug")
    request("index.resume", 43, "index.resume", job="index-7")
    request("plugins.list", 44, "plugins.list")
    request("plugins.reload", 45, "plugins.reload", plugin="case-reranker")
    request("plugins.reload of all", 46, "plugins.reload")
    request("evaluate, progress", 47, "evaluate", collection="lung", progress=True)
    request("search by a vector of the adapter's base", 48, "search", collection="lung", space="grade", vector={**VECTOR, "space": "pathology"}, k=10)
    tell("cancel", "client", "cancel", id=9)


def searches():
    request("search by vector", 8, "search", collection="lung", space="pathology", vector=VECTOR, k=10)
    request("search by pixels", 9, "search", collection="lung", pixels=PIXELS, k=1)
    request("search by tile, every option", 10, "search", collection="lung", space="pathology", tile=17, k=300, where="label = \"viable\" and centre != \"Å\"",
            exclude="case", group="P0228", mode="ann", label="grade", vote=3, calibrate=True, progress=True, deadline_ms=250)
    request("search by a region of an image", 11, "search", collection="wsi", image="/data/slides/a.svs", region=[1024, 2048, 512, 512], mpp=0.25)
    request("search re-ranked and exported", 13, "search", collection="lung", tile=17, rerank="case-reranker", export="csv-exporter")
    request("search with text of 32 bytes and more", 12, "search", collection="a-name-of-exactly-thirty-two-chr", tile=1, where="label = \"" + "x" * 260 + "\"")


def answers():
    answer("hello answered", 1, version=1, server="concord 0.1.0", abi="1.2", pid=4711, capabilities=["search", "index"],
           limits={"frame_bytes": 16777216, "control_bytes": 65536, "requests": 32, "connections": 128})
    answer("echo answered", 2, data=b"\x00\x01\xFF")
    answer("embed answered", 7, dtype="f32", shape=[3], data=VECTOR["data"])
    answer("embed answered, and of which space", 7, dtype="f32", shape=[3], space="pathology", data=VECTOR["data"])
    answer("tile answered", 25, **PICTURE)
    answer("series answered", 29, series=[{"modality": "MR", "contrast": "FLAIR", "file": "/data/mri/c1-flair.png", "present": True}])
    answer("search answered", 10, query={"name": "tile 17", "tile": 17, "patient": "P0228", "labels": {"label": "lung_aca"}, "region": None, "k": 2, "where": None,
                                         "exclude": "patient"},
           hits=[{"rank": 1, "distance": 0.0123, "tile": 44, "slide": "S2", "case": "C2", "patient": "P0100", "centre": None, "labels": {"label": "lung_aca"}, "x": 0,
                  "y": -1, "width": 224, "height": 224, "file": "/data/tiles/a.jpeg", "series": []}],
           vote=None, search={"exact": True, "nprobe": 0, "lists": 1, "rows": 959, "expected_recall": None}, shortfall="there are no more")
    answer("sixteen keys and sixteen items", 40, labels={"label_%02d" % n: n for n in range(16)}, ranks=list(range(16)))
    answer("numbers at the edges", 41, numbers=[0, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1, -1, -32, -33, -128, -129, -32768,
                                                -32769, -2**31, -2**31 - 1, -2**63], reals=[0.0, 1.0, -0.5, 0.1, 1e300, 5e-324], flags=[False, True, None])
    answer("search answered, re-ranked and exported", 13, hits=[], reranked={"id": "case-reranker", "version": "1.0.0", "sha256": "0123456789abcdef" * 4}, exported=b"tile;distance\n")
    answer("plugins.list answered", 44, plugins=[{"id": "case-reranker", "version": "1.0.0", "kind": "reranker", "home": "managed", "isolation": "process", "description": None,
                                                  "sha256": "0123456789abcdef" * 4, "state": "quarantined", "reason": "it ended 3 times within 60 s", "process": None}])
    answer("index.start answered", 32, job="job-1")
    answer("index.watch answered", 34, job="job-1", collection="lung", state="running", done=3, total=10, file="a/1.png")
    answer("index.watch answered of an ended job", 42, job="job-0", collection="lung", state="done", done=10, total=10, file=None, report={"slides": 10, "tiles": 10, "skipped": []})
    failure("not found", 11, "not_found", "There is no collection \"lung\" in /data/collections. See `concord collection list`.")
    for id, code in enumerate(("bad_argument", "locked", "corrupt", "cancelled", "already_exists", "access_denied", "disk_full", "io_error", "out_of_memory",
                               "unsupported", "newer_format", "poisoned", "internal", "hello_first", "version", "unknown_method", "busy", "deadline", "stopping", "plugin_failed"), 50):
        failure("failed with " + code, id, code, "what was wrong, and what to do")
    failure("the connection ends, malformed", 0, "malformed", "a frame has no body")
    failure("the connection ends, too large", 0, "too_large", "a frame claims 16777217 bytes; at most 16777216 are read")
    tell("progress", "engine", "progress", id=6, stage="compacting", done=1000, total=96000)
    tell("job runs", "engine", "job", job="job-1", state="running", done=4, total=10, file="b/2.png")
    tell("job ended", "engine", "job", job="job-1", state="done", done=10, total=10, file=None,
         report={"slides": 10, "tiles": 9, "skipped": [{"file": "/data/tiles/lung/broken.png", "reason": "not an image"}]})
    tell("job cancelled", "engine", "job", job="job-1", state="cancelled", done=4, total=10, file="b/2.png", report=None, error=None)
    tell("job interrupted", "engine", "job", job="index-7", state="interrupted", done=4, total=10, file="b/2.png", report=None, error=None)
    tell("job failed", "engine", "job", job="job-2", state="failed", done=0, total=0, file=None, error={"code": "disk_full", "message": "there is no room in /data"})


def tolerated():
    """What nobody here sends and everybody reads."""
    other("integers wider than needed", "client", "94 cc00 ce00000002 a46563686f 81 a464617461 c60000000101", [0, 2, "echo", {"data": b"\x01"}])
    other("id as a signed 64-bit number", "client", "94 00 d30000000000000003 a66865616c7468 80", [0, 3, "health", {}])
    other("text, map and array wider than needed", "engine", "dc0004 01 04 c0 df00000001 d903 616263 dd00000001 db0000000141", [1, 4, None, {"abc": ["A"]}])
    other("a real in 32 bits", "engine", "94 01 05 c0 81 a164 ca3e800000", [1, 5, None, {"d": 0.25}])
    other("unknown keys are ignored", "client", "94 00 06 a66865616c7468 82 a56c61746572 82 a161 c0 a162 91c3 a46d6f7265 c40100", [0, 6, "health", {"later": {"a": None, "b": [True]}, "more": b"\x00"}])
    other("unknown notification is ignored", "engine", "93 02 a56c61746572 80", [2, "later", {}])
    other("error with more keys", "engine", "94 01 07 83 a4636f6465 a462757379 a76d657373616765 a56c61746572 a46d6f7265 01 c0",
          [1, 7, {"code": "busy", "message": "later", "more": 1}, None])
    other("nested 32 deep", "engine", "94 01 08 c0 81 a161" + "91" * 30 + "c0", [1, 8, None, {"a": nested(30)}])


def nested(depth): return None if depth == 0 else [nested(depth - 1)]


def malformed():
    stream("length of 0", "client", "malformed", "00000000")
    stream("length of 16 MiB and 1", "client", "too_large", "01000001")
    stream("length of 2^31 - 1", "client", "too_large", "7fffffff 9400")
    stream("length of 2^32 - 1", "engine", "too_large", "ffffffff")
    stream("the stream ends within the length", "client", "closed", "000000")
    stream("the stream ends within the body", "engine", "closed", "00000010 94 01 02 c0")
    broken("nested 33 deep", "engine", "malformed", "94 01 08 c0 81 a161" + "91" * 31 + "c0")
    broken("nested a thousand deep", "client", "malformed", "91" * 1000 + "c0")
    broken("a byte of no type", "client", "malformed", "94 00 01 a178 c1")
    broken("bytes behind the object", "client", "malformed", "94 00 01 a178 80 c0")
    broken("array of four with three", "client", "malformed", "94 00 01 a178")
    broken("array of 2^32 - 1", "client", "malformed", "ddffffffff")
    broken("map of 2^32 - 1", "engine", "malformed", "94 01 01 c0 dfffffffff")
    broken("bin of 2^32 - 1", "engine", "malformed", "94 01 01 c0 81 a161 c6ffffffff")
    broken("text of 2^32 - 1", "client", "malformed", "94 00 01 dbffffffff 00")
    broken("nil", "client", "malformed", "c0")
    broken("empty array", "client", "malformed", "90")
    broken("a map", "engine", "malformed", "80")
    broken("kind 3", "client", "malformed", "94 03 01 a178 80")
    broken("kind as text", "client", "malformed", "94 a130 01 a178 80")
    broken("a request of three", "client", "malformed", "93 00 01 a178")
    broken("a notification of four", "engine", "malformed", "94 02 01 a178 80")
    broken("id 0 in a request", "client", "malformed", "94 00 00 a178 80")
    broken("id -1", "client", "malformed", "94 00 ff a178 80")
    broken("id 2^32", "client", "malformed", "94 00 cf0000000100000000 a178 80")
    broken("id a real", "client", "malformed", "94 00 cb3ff0000000000000 a178 80")
    broken("id of a response a text", "engine", "malformed", "94 01 a131 c0 80")
    broken("method a number", "client", "malformed", "94 00 01 02 80")
    broken("method empty", "client", "malformed", "94 00 01 a0 80")
    broken("method of 129 letters", "client", "malformed", "94 00 01 d981" + "78" * 129 + "80")
    broken("params an array", "client", "malformed", "94 00 01 a178 90")
    broken("params nil", "client", "malformed", "94 00 01 a178 c0")
    broken("params with a key that is no text", "client", "malformed", "94 00 01 a178 81 01 02")
    broken("error a text", "engine", "malformed", "94 01 01 a178 c0")
    broken("error without a code", "engine", "malformed", "94 01 01 81 a76d657373616765 a178 c0")
    broken("error and result", "engine", "malformed", "94 01 01 82 a4636f6465 a462757379 a76d657373616765 a178 80")
    broken("neither error nor result", "engine", "malformed", "94 01 01 c0 c0")
    broken("result an array", "engine", "malformed", "94 01 01 c0 90")


def document():
    for part in (requests, answers, tolerated, malformed): part()
    names = [frame["name"] for frame in frames]
    assert len(set(names)) == len(names), "a name twice"
    # Read off the specification by hand, so that the encoder is anchored too.
    assert frames[0]["hex"] == "00000028" + "940001a568656c6c6f82a776657273696f6e01a6636c69656e74ad636f6e666f726d616e63652031"
    rows = ",\n".join(json.dumps(frame, ensure_ascii=False) for frame in frames)
    return '{ "version": 1, "frames": [\n' + rows + "\n] }\n"


if __name__ == "__main__":
    written = document()
    if sys.argv[1:] == ["--check"]:
        sys.exit(None if FILE.read_bytes() == written.encode("utf-8") else "frames.json is not what make_frames.py gives: run tests/Conformance/make_frames.py")
    FILE.write_bytes(written.encode("utf-8"))
