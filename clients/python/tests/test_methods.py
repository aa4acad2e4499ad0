"""Typed methods, as frames: each golden request of a client, asked for by the method of its name."""
import struct
import unittest

import concord_client

from .counterpart import Counterpart
from .golden import frames

VECTOR = [0.5, -1.0, 2.25]
PIXELS = {"width": 2, "height": 1, "data": bytes([255, 0, 0, 0, 128, 255])}
DATA = struct.pack("<3f", *VECTOR)

# What an engine answers, where the client looks into it.
ANSWERS = {
    "embed": {"dtype": "f32", "shape": [3], "data": DATA},
    "heatmap": {"tiles": [], "data": DATA},
    "tile": {"width": 1, "height": 1, "data": b"rgb"},
    "region": {"width": 1, "height": 1, "data": b"rgb"},
    "series.image": {"width": 1, "height": 1, "data": b"rgb"},
}


def watch_progress(stage, done, total):
    """A callback; that there is one asks for progress."""


CALLS = {
    "echo": lambda c: c.echo(b"\x00\x01\xff"),
    "echo of nothing": lambda c: c.echo(b""),
    "health": lambda c: c.health(),
    "models.list, id in 8 bits": lambda c: c.models.list(),
    "collections.list, id of 255": lambda c: c.collections.list(),
    "collections.info, id in 16 bits": lambda c: c.collections.info("lung"),
    "collections.create": lambda c: c.collections.create("lung", model="concord-builtin", pooling="gem:4", metric="cosine", float16=True),
    "collections.create, defaults left out, id in 32 bits": lambda c: c.collections.create("lung"),
    "collections.verify, greatest id, progress": lambda c: c.collections.verify("lung", progress=watch_progress),
    "collections.compact, progress and deadline": lambda c: c.collections.compact("lung", progress=watch_progress, timeout=60),
    "embed": lambda c: c.embed("lung", PIXELS, space="pathology"),
    "search by vector": lambda c: c.search("lung", space="pathology", vector=VECTOR, k=10),
    "search by a vector of the adapter's base": lambda c: c.search("lung", space="grade", vector={"data": VECTOR, "space": "pathology"}, k=10),
    "search by pixels": lambda c: c.search("lung", pixels=PIXELS, k=1),
    "search by tile, every option": lambda c: c.search(
        "lung", space="pathology", tile=17, k=300, where='label = "viable" and centre != "Å"', exclude="case", group="P0228", mode="ann",
        label="grade", vote=3, calibrate=True, progress=watch_progress, timeout=0.25),
    "search re-ranked and exported": lambda c: c.search("lung", tile=17, rerank="case-reranker", export="csv-exporter"),
    "search by a region of an image": lambda c: c.search("wsi", image="/data/slides/a.svs", region=(1024, 2048, 512, 512), mpp=0.25),
    "similar_slides": lambda c: c.similar_slides(
        "wsi", "S1", space="pathology", k=5, where='centre != "A"', exclude="patient", mode="exact", ranking="symmetric", per_case=True, pairs=3,
        label="label", vote=5, calibrate=True),
    "similar_slides of an id": lambda c: c.similar_slides("wsi", 17),
    "heatmap by tile": lambda c: c.heatmap("wsi", "S7", tile=17),
    "heatmap by vector": lambda c: c.heatmap("wsi", 2147483648, space="pathology", vector=VECTOR),
    "heatmap by pixels": lambda c: c.heatmap("wsi", "S7", pixels=PIXELS, timeout=1.5),
    "tile": lambda c: c.tile("lung", 4294967296, side=256),
    "tile with context": lambda c: c.tile("lung", 17, side=512, context=1.5),
    "region of an image": lambda c: c.region((-128, 0, 70000, 4096), image="/data/slides/a.svs", side=1024),
    "region of a slide": lambda c: c.region([-129, -32768, 512, 512], collection="wsi", slide="S1"),
    "series": lambda c: c.series("glioma", "C-0001"),
    "series.image": lambda c: c.series.image("glioma", "C-0001", "MR", "FLAIR", side=512),
    "link": lambda c: c.link("glioma", [{"case": "C-0001", "modality": "MR", "contrast": "T1", "file": "/data/mri/c1-t1.png"}]),
    "index.start": lambda c: c.index.start(
        "lung", ["/data/tiles/lung", "/data/slides"], labels="/data/labels.csv", tile=256, mpp=0.5, overlap=0.25, min_tissue=0.5, quality=False,
        selection="mosaic", watch=True, background=False),
    "index.start, defaults left out": lambda c: c.index.start("lung", "/data/tiles/lung"),
    "index.list": lambda c: c.index.list(),
    "index.cancel": lambda c: c.index.cancel("job-1"),
    "evaluate": lambda c: c.evaluate("lung", space="pathology", label="label", ks=(1, 3, 5), exclude="patient", where='split = "test"', draws=1000),
    "evaluate, progress": lambda c: c.evaluate("lung", progress=watch_progress),
    "index.resume": lambda c: c.index.resume("index-7"),
    "plugins.list": lambda c: c.plugins.list(),
    "plugins.reload": lambda c: c.plugins.reload("case-reranker"),
    "plugins.reload of all": lambda c: c.plugins.reload(),
    "log_level": lambda c: c.log_level("debug"),
}

# Edges of the codec rather than of a method; hello and index.watch are in test_client.
ELSEWHERE = {"hello", "echo, bin 8 at its longest", "echo, bin 16 at its shortest", "search with text of 32 bytes and more", "index.watch", "cancel"}


class TypedMethods(unittest.TestCase):
    def test_each_golden_request_has_a_method(self):
        golden = {each["name"] for each in frames() if each.get("canonical") and each["from"] == "client"}
        self.assertEqual(golden - {"unknown keys are ignored"}, set(CALLS) | ELSEWHERE)

    def test_methods_send_their_golden_frames(self):
        golden = {each["name"]: each["bytes"][4:] for each in frames()}
        came = []

        def play(peer):
            peer.greet()
            for body in iter(peer.read_body, None):
                came.append(body)
                message = concord_client.messages.decode(body)
                peer.answer(message.id, ANSWERS.get(message.method, {}))

        with Counterpart(play) as engine, concord_client.connect(engine.path) as client:
            for name, call in CALLS.items():
                with self.subTest(name):
                    call(client)
                    self.assertEqual(self._without_id(came[-1]), self._without_id(golden[name]))

    def test_begin_has_the_same_methods(self):
        def play(peer):
            peer.greet()
            for message in iter(peer.read, None):
                peer.answer(message[1], ANSWERS.get(message[2], {}))

        with Counterpart(play) as engine, concord_client.connect(engine.path) as client:
            for name, call in CALLS.items():
                with self.subTest(name):
                    self.assertIsInstance(call(client.begin).result(), dict)

    def _without_id(self, body):
        width = {0xCC: 2, 0xCD: 3, 0xCE: 5}.get(body[2], 1)
        return body[:2] + body[2 + width :]
