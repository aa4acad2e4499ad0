"""The client against a counterpart that speaks over a real socket: order, errors, time, and what breaks."""
import os
import pathlib
import struct
import threading
import unittest

import concord_client
from concord_client import errors

from .counterpart import PATIENCE_S, Counterpart


class ClientTest(unittest.TestCase):
    def connect(self, play, **how):
        """A client of a counterpart that greets and then plays; both are closed after the test."""

        def greeted(peer):
            peer.greet()
            play(peer)

        engine = self.entered(Counterpart(greeted))
        return self.entered(concord_client.connect(engine.path, **how))

    def entered(self, context):
        opened = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return opened

    def assertRaisesWith(self, kind, text, call):
        with self.assertRaises(kind) as raised:
            call()
        self.assertIn(text, str(raised.exception))


class Greeting(ClientTest):
    def test_hello_is_the_golden_frame(self):
        came = []

        def play(peer):
            came.append(peer.read_body())
            peer.answer(1, {"version": 1, "server": "s", "limits": {"requests": 32}})

        with Counterpart(play) as engine, concord_client.connect(engine.path, client="conformance 1") as client:
            self.assertEqual(client.server["limits"], {"requests": 32})
        self.assertEqual(came[0].hex(), "940001a568656c6c6f82a776657273696f6e01a6636c69656e74ad636f6e666f726d616e63652031")

    def test_engine_of_another_version_is_refused(self):
        with Counterpart(lambda peer: peer.greet(version=2)) as engine:
            self.assertRaisesWith(errors.VersionMismatch, "version 2", lambda: concord_client.connect(engine.path))

    def test_engine_that_refuses_says_why(self):
        with Counterpart(lambda peer: peer.refuse(peer.read()[1], "busy", "128 connections are open")) as engine:
            self.assertRaisesWith(errors.Busy, "128 connections", lambda: concord_client.connect(engine.path))

    def test_engine_that_says_nothing_is_a_deadline(self):
        with Counterpart(lambda peer: (peer.read(), peer.read(), peer.read())) as engine:
            with self.assertRaises(errors.Deadline):
                concord_client.connect(engine.path, timeout=0.05)


class Requests(ClientTest):
    def test_answers_in_any_order_find_their_requests(self):
        def play(peer):
            for message in reversed([peer.read() for _ in range(20)]):
                peer.answer(message[1], {"data": message[3]["data"]})

        client = self.connect(play)
        requests = [client.begin.echo(bytes([n])) for n in range(20)]
        self.assertEqual([request.result()["data"] for request in requests], [bytes([n]) for n in range(20)])

    def test_many_threads_share_a_connection(self):
        def play(peer):
            for message in iter(peer.read, None):
                peer.answer(message[1], {"data": message[3]["data"]})

        client, wrong = self.connect(play), []

        def ask(thread):
            for n in range(100):
                data = b"%d %d" % (thread, n)
                if client.echo(data)["data"] != data:
                    wrong.append(data)

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE_S)
        self.assertEqual((wrong, [thread for thread in threads if thread.is_alive()]), ([], []))

    def test_answer_in_pieces_is_put_together(self):
        def play(peer):
            id = peer.read()[1]
            body = bytes.fromhex("9401") + bytes([id]) + bytes.fromhex("c081a464617461c40178")
            for byte in struct.pack(">I", len(body)) + body:
                peer.send_bytes(bytes([byte]))

        self.assertEqual(self.connect(play).echo(b"x"), {"data": b"x"})

    def test_error_comes_out_as_its_class_and_the_connection_goes_on(self):
        def play(peer):
            peer.refuse(peer.read()[1], "not_found", "There is no collection \"lung\".")
            peer.answer(peer.read()[1], {"status": "ok"})

        client = self.connect(play)
        self.assertRaisesWith(errors.NotFound, "no collection \"lung\"", lambda: client.search("lung", tile=1))
        self.assertEqual(client.health(), {"status": "ok"})

    def test_bad_parameters_are_refused_before_anything_is_sent(self):
        def play(peer):
            message = peer.read()
            self.assertEqual(message[2:], ["health", {}])
            peer.answer(message[1], {})

        client = self.connect(play)
        for call in (lambda: client.search("c", vector="text"), lambda: client.echo(object()), lambda: client.health(timeout=0),
                     lambda: client.health(timeout=float("nan"))):
            self.assertRaises(errors.BadArgument, call)
        self.assertRaises(errors.TooLarge, lambda: client.search("c", tile=1, where="x" * 70_000))
        self.assertRaises(TypeError, lambda: client.search("c", tile=1, patience=3))
        self.assertEqual(client.health(), {})

    def test_paths_may_be_path_objects(self):
        client = self.connect(lambda peer: (lambda message: peer.answer(message[1], message[3]))(peer.read()))
        self.assertEqual(client.search("lung", image=pathlib.Path("a/q.png")), {"collection": "lung", "image": "a/q.png"})

    def test_result_of_no_picture_is_malformed(self):
        client = self.connect(lambda peer: peer.answer(peer.read()[1], {"width": 2, "height": 2, "data": b"rgb"}))
        self.assertRaises(errors.Malformed, lambda: client.tile("lung", 1))


class Time(ClientTest):
    def test_deadline_passes_here_and_is_told_to_the_engine(self):
        came = []

        def play(peer):
            came.extend([peer.read(), peer.read()])
            peer.refuse(came[0][1], "cancelled")
            peer.answer(peer.read()[1], {})

        client = self.connect(play)
        self.assertRaisesWith(errors.Deadline, "search", lambda: client.search("lung", tile=1, timeout=0.05))
        self.assertEqual(client.health(), {}, "the late answer must do no harm")
        self.assertEqual(came[0][3]["deadline_ms"], 50)
        self.assertEqual(came[1], [2, "cancel", {"id": came[0][1]}])

    def test_cancel_is_answered_as_cancelled(self):
        def play(peer):
            request, notice = peer.read(), peer.read()
            self.assertEqual(notice, [2, "cancel", {"id": request[1]}])
            peer.refuse(request[1], "cancelled")

        request = self.connect(play).begin.evaluate("lung")
        request.cancel()
        self.assertRaises(errors.Cancelled, request.result)
        self.assertTrue(request.done)

    def test_cancel_after_the_answer_sends_nothing(self):
        def play(peer):
            peer.answer(peer.read()[1], {"status": "ok"})
            message = peer.read()
            self.assertEqual(message[2], "models.list")
            peer.answer(message[1], {})

        client = self.connect(play)
        request = client.begin.health()
        self.assertEqual(request.result(), {"status": "ok"})
        request.cancel()
        client.models.list()
        self.assertEqual(request.result(), {"status": "ok"})

    def test_progress_is_told_in_the_waiting_thread(self):
        def play(peer):
            id = peer.read()[1]
            peer.tell("progress", id=id + 1, stage="of no request", done=0, total=0)
            peer.tell("progress", id=[id], stage="of a strange id", done=0, total=0)
            peer.tell("later", anything=1)
            for done in range(3):
                peer.tell("progress", id=id, stage="rows", done=done, total=3)
            peer.answer(id, {"sound": True})

        steps = []
        result = self.connect(play).collections.verify("lung", progress=lambda *step: steps.append((threading.get_ident(), *step)))
        self.assertEqual(result, {"sound": True})
        self.assertEqual(steps, [(threading.get_ident(), "rows", done, 3) for done in range(3)])

    def test_what_a_progress_callback_raises_cancels(self):
        def play(peer):
            id = peer.read()[1]
            peer.tell("progress", id=id, stage="rows", done=1, total=3)
            self.assertEqual(peer.read(), [2, "cancel", {"id": id}])

        def fail(*_):
            raise KeyError("enough")

        client = self.connect(play)
        self.assertRaises(KeyError, lambda: client.collections.verify("lung", progress=fail))


class Jobs(ClientTest):
    def test_events_come_until_the_report(self):
        def play(peer):
            id = peer.read()[1]
            peer.tell("job", job="other", state="running", done=9, total=9, file=None)
            peer.tell("job", job="j", state="running", done=1, total=2, file="b.png")
            peer.answer(id, {"job": "j", "state": "running", "done": 0, "total": 2, "file": "a.png"})
            ended = {"job": "j", "state": "done", "done": 2, "total": 2, "file": None}
            peer.send([2, "job", {**ended, "report": {"slides": 2}}], [2, "job", {**ended, "done": 3}])

        events = list(self.connect(play).index.watch("j"))
        self.assertEqual([event["done"] for event in events], [0, 1, 2])
        self.assertEqual(events[-1]["report"], {"slides": 2})

    def test_job_that_ended_before_is_one_event(self):
        client = self.connect(lambda peer: peer.answer(peer.read()[1], {"job": "j", "state": "failed", "error": {"code": "disk_full", "message": "m"}}))
        self.assertEqual([event["error"]["code"] for event in client.index.watch("j")], ["disk_full"])

    def test_cancelled_job_ends_without_a_report(self):
        ended = {"job": "j", "state": "cancelled", "done": 1, "total": 2, "file": None, "report": None, "error": None}
        client = self.connect(lambda peer: peer.answer(peer.read()[1], ended))
        self.assertEqual(list(client.index.watch("j")), [ended])

    def test_job_that_is_not_there_is_not_found(self):
        client = self.connect(lambda peer: peer.refuse(peer.read()[1], "not_found"))
        self.assertRaises(errors.NotFound, lambda: client.index.watch("j"))

    def test_silence_is_a_deadline(self):
        client = self.connect(lambda peer: (peer.answer(peer.read()[1], {"job": "j", "state": "running"}), peer.read()))
        events = client.index.watch("j", timeout=0.05)
        self.assertEqual(next(events)["state"], "running")
        self.assertRaises(errors.Deadline, lambda: next(events))
        self.assertEqual(list(events), [])

    def test_connection_that_ends_is_told(self):
        client = self.connect(lambda peer: peer.answer(peer.read()[1], {"job": "j", "state": "running"}))
        self.assertRaises(errors.Closed, lambda: list(client.index.watch("j")))


class Breakage(ClientTest):
    def test_engine_that_vanishes_closes_what_waits(self):
        client = self.connect(lambda peer: (peer.read(), peer.read()))
        requests = [client.begin.health(), client.begin.health()]
        for request in requests:
            self.assertRaises(errors.Closed, request.result)
        self.assertRaises(errors.Closed, client.health)

    def test_engine_that_ends_within_a_frame_closes(self):
        client = self.connect(lambda peer: (peer.read(), peer.send_bytes(bytes.fromhex("00000010 940102c0"))))
        self.assertRaisesWith(errors.Closed, "within a frame", client.health)

    def test_malformed_answers_end_the_connection(self):
        for frame in ("00000000", "01000001", "00000001c0", "00000006 94010281a16180", "00000005 940163c080", "00000006940002a17880"):
            with self.subTest(frame):
                client = self.connect(lambda peer, frame=frame: (peer.read(), peer.send_bytes(bytes.fromhex(frame)), peer.read()))
                with self.assertRaises((errors.Malformed, errors.TooLarge)):
                    client.health()
                with self.assertRaises((errors.Malformed, errors.TooLarge)):
                    client.health()

    def test_error_of_no_request_is_of_all(self):
        client = self.connect(lambda peer: (peer.read(), peer.read(), peer.refuse(0, "malformed", "a frame has no body")))
        for request in [client.begin.health(), client.begin.health()]:
            self.assertRaisesWith(errors.Malformed, "no body", request.result)

    def test_close_ends_what_waits_in_other_threads(self):
        came = threading.Event()
        client = self.connect(lambda peer: (peer.read(), came.set(), peer.read()))
        request = client.begin.health()
        self.assertTrue(came.wait(PATIENCE_S))
        client.close()
        self.assertRaisesWith(errors.Closed, "this side", request.result)
        client.close()

    @unittest.skipUnless(os.path.isdir("/proc/self/fd"), "SKIPPED: this system does not list open files")
    def test_nothing_is_left_open(self):
        def open_files():
            return len(os.listdir("/proc/self/fd"))

        def play(peer):
            peer.greet()
            for message in iter(peer.read, None):
                peer.answer(message[1], {})

        before = open_files()
        with Counterpart(play) as engine:
            for _ in range(50):
                with concord_client.connect(engine.path) as client:
                    client.health()
                self.assertNotIn("concord-client", [thread.name for thread in threading.enumerate()])
        self.assertEqual(open_files(), before)
