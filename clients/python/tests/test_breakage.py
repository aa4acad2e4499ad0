"""Engines that vanish, answer what is no message, or leave nothing behind."""
import os
import threading
import unittest

import concord_client
from concord_client import errors

from .client_test import ClientTest
from .counterpart import PATIENCE_S, Counterpart


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
