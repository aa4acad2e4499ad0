"""The client against a counterpart that speaks over a real socket: order, errors and time."""
import pathlib
import struct
import threading

import concord_client
from concord_client import errors

from .client_test import ClientTest
from .counterpart import PATIENCE_S, Counterpart


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

    def test_engine_that_hangs_up_is_busy(self):
        with Counterpart(lambda peer: None) as engine, self.assertRaises(errors.Busy):
            concord_client.connect(engine.path)

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
