"""Against the engine itself, over the real pipe. Its answers are those of the command line."""
import json
import os
import shutil
import struct
import unittest
from unittest import mock

import concord_client
from concord_client import errors

from .engine import PROGRAM, SIDE, WHY_NOT, Engine


def setUpModule():
    if PROGRAM is None:
        raise unittest.SkipTest(WHY_NOT)
    Live.engine = Engine()
    Live.engine.__enter__()
    unittest.addModuleCleanup(Live.engine.__exit__, None, None, None)


class Live(unittest.TestCase):
    engine = None

    def setUp(self):
        with mock.patch.dict(os.environ, self.engine.environment):
            self.client = concord_client.connect(self.engine.PIPE)
        self.addCleanup(self.client.close)

    def pixels(self, file):
        return {"width": SIDE, "height": SIDE, "data": self.engine.pixels[file]}

    def vector_file(self, vector):
        path = self.engine.folder / "vector.json"
        path.write_text(json.dumps([float(element) for element in vector]))
        return str(path)


class Greeting(Live):
    def test_hello_says_who_is_there(self):
        self.assertEqual(self.client.server["version"], 1)
        self.assertTrue(self.client.server["server"].startswith("concord "))
        self.assertGreaterEqual(self.client.server["limits"]["frame_bytes"], 1 << 24)
        self.assertEqual(self.client.health()["status"], "ok")

    def test_echo_of_many_bytes_comes_back(self):
        data = bytes(range(256)) * 40_000
        self.assertEqual(self.client.echo(data)["data"], data)

    def test_everything_that_is_typed_is_there(self):
        mine = {name for name in dir(concord_client.client.Methods) if not name.startswith("_")} - {"call"}
        self.assertEqual(mine - {"echo", "health"} - set(self.client.server["capabilities"]), set())


class Searches(Live):
    """Equal to `concord search --json`, but for what the query is called."""

    def assertSame(self, answer, printed):
        for document in (answer, printed):
            document["query"].pop("name")
        self.assertEqual(answer, printed)

    def test_by_tile(self):
        answer = self.client.search("drawn", tile=5, k=7, exclude="slide", calibrate=True)
        self.assertEqual([hit["rank"] for hit in answer["hits"]], list(range(1, 8)))
        self.assertSame(answer, self.engine.run("search", "drawn", "--tile", "5", "-k", "7", "--exclude", "slide"))

    def test_by_pixels_as_by_the_file_they_are_of(self):
        file = next(file for file in self.engine.pixels if "later" in file.parts)
        answer = self.client.search("drawn", pixels=self.pixels(file), k=9, where='label != "normal"', calibrate=True)
        self.assertSame(answer, self.engine.run("search", "drawn", "--image", str(file), "-k", "9", "--where", 'label != "normal"'))

    def test_by_vector(self):
        file = next(iter(self.engine.pixels))
        vector = self.client.embed("drawn", self.pixels(file))
        answer = self.client.search("drawn", vector=vector, k=4, mode="exact", calibrate=True)
        self.assertSame(answer, self.engine.run("search", "drawn", "--vector", self.vector_file(vector["data"]), "-k", "4", "--mode", "exact"))

    def test_by_image_in_a_root(self):
        file = next(iter(self.engine.pixels))
        printed = self.engine.run("search", "drawn", "--image", str(file), "-k", "3")
        for named in (file, file.relative_to(self.engine.root)):
            answer = self.client.search("drawn", image=named, k=3, calibrate=True)
            self.assertEqual(answer["hits"], printed["hits"])

    def test_slides_and_heatmap(self):
        printed = self.engine.run("search", "drawn", "--slide", "normal/0.png", "-k", "3")
        answer = self.client.similar_slides("drawn", "normal/0.png", k=3, calibrate=True)
        self.assertEqual((answer["slides"], answer["vote"]), (printed["slides"], printed["vote"]))
        self.assertEqual(self.client.similar_slides("drawn", answer["query"]["id"], k=3, calibrate=True), answer)
        heatmap = self.client.heatmap("drawn", "normal/0.png", tile=3)
        self.assertEqual(heatmap["tiles"], self.engine.run("search", "drawn", "--tile", "3", "--within", "normal/0.png")["tiles"])
        distances = struct.unpack("<%df" % len(heatmap["tiles"]), bytes(heatmap["data"]))
        self.assertEqual([round(distance, 6) for distance in distances], [round(tile["distance"], 6) for tile in heatmap["tiles"]])

    def test_evaluation(self):
        answer = self.client.evaluate("drawn", ks=[1, 3], exclude="none", draws=100)
        printed = self.engine.run("evaluate", "drawn", "--k", "1,3", "--exclude", "none", "--draws", "100")
        self.assertEqual(answer["precision_at_k"], printed["precision_at_k"])

    def test_many_at_once_are_those_one_by_one(self):
        requests = [self.client.begin.search("drawn", tile=tile, k=3) for tile in range(1, 25)]
        together = [request.result()["hits"] for request in requests]
        self.assertEqual(together, [self.client.search("drawn", tile=tile, k=3)["hits"] for tile in range(1, 25)])


class Pictures(Live):
    def test_tile_is_the_image_it_came_from(self):
        hit = self.client.search("drawn", tile=2, k=1)["hits"][0]
        picture = self.client.tile("drawn", hit["tile"], side=SIDE)
        drawn = {str(file): pixels for file, pixels in self.engine.pixels.items()}
        self.assertEqual((picture["width"], picture["height"], bytes(picture["data"])), (SIDE, SIDE, drawn[hit["file"]]))

    def test_region_is_a_part_of_it(self):
        file, pixels = next(iter(self.engine.pixels.items()))
        picture = self.client.region([10, 20, 32, 16], image=file, side=32)
        rows = [pixels[(row * SIDE + 10) * 3 : (row * SIDE + 42) * 3] for row in range(20, 36)]
        self.assertEqual((picture["width"], picture["height"], bytes(picture["data"])), (32, 16, b"".join(rows)))


class BadInput(Live):
    def test_paths_outside_the_roots_are_refused_alike(self):
        outside = self.engine.folder / "outside.png"
        shutil.copy(next(iter(self.engine.pixels)), outside)
        link = self.engine.root / "link.png"
        if not link.is_symlink():
            link.symlink_to(outside)
        said = set()
        for path in (outside, link, "../outside.png", "cohort/../../outside.png", "/etc/passwd", "/nowhere/at/all.png", "none.png", ""):
            with self.subTest(path=str(path)), self.assertRaises(errors.NotFound) as raised:
                self.client.search("drawn", image=path)
            said.add(str(raised.exception).replace(str(path), ""))
        self.assertEqual(len(said), 1, "what lies outside can be told from what does not exist")

    def test_bad_requests_are_refused_and_the_connection_goes_on(self):
        search, bad, missing = self.client.search, errors.BadArgument, errors.NotFound
        for kind, call in (
            (missing, lambda: search("nothing", tile=1)),
            (missing, lambda: search("../drawn", tile=1)),
            (missing, lambda: search(str(self.engine.folder), tile=1)),
            (missing, lambda: search("drawn", tile=10**9)),
            (missing, lambda: self.client.index.watch("no-job")),
            (missing, lambda: self.client.index.start("drawn", "/etc")),
            (missing, lambda: self.client.similar_slides("drawn", "no-slide")),
            (bad, lambda: search("drawn")),
            (bad, lambda: search("drawn", tile=1, vector=[1.0])),
            (bad, lambda: search("drawn", tile=1, k=-1)),
            (bad, lambda: search("drawn", tile=1, k=10**9)),
            (bad, lambda: search("drawn", tile=1, where="label = = 1")),
            (bad, lambda: search("drawn", tile=1, mode="fast")),
            (bad, lambda: search("drawn", tile="one")),
            (bad, lambda: search("drawn", vector=[1.0, 2.0])),
            (bad, lambda: search("drawn", vector=[float("nan")] * 480)),
            (bad, lambda: self.client.region([0, 0, 0, 0], image="cohort/normal/0.png")),
            (bad, lambda: self.client.region([10**6, 0, 5, 5], image="cohort/normal/0.png")),
        ):
            with self.assertRaises(kind):
                call()
        self.assertEqual(self.client.health()["status"], "ok")

    def test_method_of_a_later_engine_is_unknown(self):
        with self.assertRaises(errors.UnknownMethod):
            self.client.call("prophesy", {})


class Time(Live):
    # Drawing patients with replacement 10,000 times takes the engine long enough for a deadline to pass.
    LONG = {"draws": 10_000, "ks": [1, 3, 5, 10], "exclude": "none"}

    def test_cancel_stops_an_evaluation_unless_it_ended_before(self):
        cancelled = 0
        for _ in range(200):
            request = self.client.begin.evaluate("drawn", draws=0, exclude="none")
            request.cancel()
            try:
                self.assertIn("precision_at_k", request.result())
            except errors.Cancelled:
                cancelled += 1
        self.assertGreater(cancelled, 0)

    def test_deadline_passes_in_the_engine_too(self):
        with self.assertRaises(errors.Deadline):
            self.client.call("evaluate", {"collection": "drawn", **self.LONG, "deadline_ms": 1})

    def test_deadline_stops_an_evaluation(self):
        with self.assertRaises(errors.Deadline):
            self.client.evaluate("drawn", timeout=0.005, **self.LONG)
        self.assertEqual(self.client.health()["status"], "ok")

    def test_client_that_vanishes_disturbs_nobody(self):
        with mock.patch.dict(os.environ, self.engine.environment):
            other = concord_client.connect(self.engine.PIPE)
        request = other.begin.evaluate("drawn", **self.LONG)
        other.close()
        with self.assertRaises(errors.Closed):
            request.result()
        self.assertEqual(len(self.client.search("drawn", tile=1, k=3)["hits"]), 3)

    def test_evaluation_tells_its_progress(self):
        steps = []
        self.client.evaluate("drawn", draws=0, progress=lambda *step: steps.append(step))
        self.assertTrue(steps)
        self.assertTrue(all(0 <= done <= total and stage for stage, done, total in steps))

    def test_verification_tells_its_progress(self):
        steps = []
        self.assertTrue(self.client.collections.verify("drawn", progress=lambda *step: steps.append(step))["sound"])
        self.assertTrue(steps)
        self.assertTrue(all(0 <= done <= total and stage for stage, done, total in steps))


class Jobs(Live):
    def test_job_indexes_and_tells_until_its_report(self):
        self.client.collections.create("filled")
        job = self.client.index.start("filled", ["later"])["job"]
        events = list(self.client.index.watch(job, timeout=60))
        self.assertEqual((events[-1]["state"], events[-1]["report"]["tiles"], events[-1]["report"]["skipped"]), ("done", 24, []))
        self.assertIn(job, [listed["job"] for listed in self.client.index.list()["jobs"]])
        self.assertEqual(self.client.collections.info("filled")["tiles"], 24)
        self.assertEqual([event["state"] for event in self.client.index.watch(job)], ["done"])

    def test_watching_job_is_cancelled(self):
        self.client.collections.create("watched")
        job = self.client.index.start("watched", ["later/normal"], watch=True)["job"]
        with self.client.index.watch(job, timeout=60) as events:
            self.client.index.cancel(job)
            self.assertEqual(list(events)[-1]["state"], "cancelled")
        self.assertEqual(self.client.index.resume(job)["job"], job)
        with self.client.index.watch(job, timeout=60) as events:
            self.client.index.cancel(job)
            self.assertEqual(list(events)[-1]["state"], "cancelled")

    def test_plugins_there_are_none(self):
        self.assertEqual(self.client.plugins.list()["plugins"], [])
        self.assertEqual(self.client.plugins.reload()["plugins"], [])
        with self.assertRaises(errors.NotFound):
            self.client.search("drawn", tile=1, rerank="nobody")
