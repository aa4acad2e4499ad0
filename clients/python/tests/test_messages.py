"""Edges of the codec."""
import io
import random
import unittest

from concord_client.errors import BadArgument, ConcordError, Malformed, TooLarge
from concord_client.frames import MAX_BODY, frame, read_frame
from concord_client.messages import MAX_CONTROL, Call, Notice, decode, encode

from .golden import frames, pack


class Encoding(unittest.TestCase):
    def test_bin_values_do_not_count_as_control(self):
        params = {"pixels": {"data": bytes(3 * MAX_CONTROL)}, "more": [memoryview(bytes(100)), bytearray(100)]}
        self.assertEqual(decode(encode(Call(1, "m", params))).params["pixels"]["data"], bytes(3 * MAX_CONTROL))

    def test_control_of_the_limit_is_sent_and_a_byte_more_is_not(self):
        # 94 00 01 a1 6d 81 a1 74 da XX XX: 11 bytes beside the text.
        self.assertEqual(len(encode(Call(1, "m", {"t": "x" * (MAX_CONTROL - 11)}))), MAX_CONTROL)
        with self.assertRaises(TooLarge):
            encode(Call(1, "m", {"t": "x" * (MAX_CONTROL - 10)}))

    def test_body_above_16_mib_is_no_frame(self):
        self.assertEqual(len(frame(bytes(MAX_BODY))), MAX_BODY + 4)
        with self.assertRaises(TooLarge):
            frame(bytes(MAX_BODY + 1))

    def test_what_messagepack_cannot_hold_is_a_bad_argument(self):
        for value in (object(), {1, 2}, 2**64, "\ud800", 1j):
            with self.subTest(value=repr(value)), self.assertRaises(BadArgument):
                encode(Notice("m", {"a": value}))

    def test_endless_nesting_is_a_bad_argument(self):
        loop = []
        loop.append(loop)
        with self.assertRaises(BadArgument):
            encode(Notice("m", {"a": loop}))

    def test_bin_in_32_bits(self):
        body = encode(Call(1, "m", {"d": bytes(65536)}))
        self.assertEqual(body, pack([0, 1, "m", {"d": bytes(65536)}]))


class Decoding(unittest.TestCase):
    def test_body_of_the_limit_is_read_whole(self):
        body = random.Random(3).randbytes(MAX_BODY)
        self.assertEqual(read_frame(io.BytesIO(frame(body))), body)

    def test_text_that_is_not_utf8_is_malformed(self):
        with self.assertRaises(Malformed):
            decode(bytes.fromhex("940001a1ff80"))

    def test_wide_results_are_read(self):
        result = {"tiles": [{"tile": n, "distance": n / 2} for n in range(100_000)]}
        self.assertEqual(decode(pack([1, 1, None, result])).result, result)

    def test_any_bytes_are_a_message_or_malformed(self):
        draw = random.Random(5)
        for _ in range(20_000):
            self._read(draw.randbytes(draw.randrange(1, 60)))

    def test_frames_with_bytes_changed_or_cut_are_a_message_or_malformed(self):
        draw = random.Random(7)
        bodies = [each["bytes"][4:] for each in frames() if "message" in each]
        for _ in range(50_000):
            body = bytearray(draw.choice(bodies))
            for _ in range(draw.randrange(1, 4)):
                body[draw.randrange(len(body))] = draw.randrange(256)
            self._read(bytes(body[: draw.randrange(1, len(body) + 1)] if draw.random() < 0.25 else body))

    @staticmethod
    def _read(body):
        try:
            decode(body)
        except ConcordError:
            pass  # What bytes that are no message are to end in; anything else fails the test.
