"""The golden frames, read and written."""
import io
import unittest

from concord_client.errors import ConcordError
from concord_client.frames import frame, read_frame
from concord_client.messages import Answer, Call, Notice, decode, encode

from .golden import frames, pack


class OneByteAtATime(io.RawIOBase):
    def __init__(self, data):
        self._data = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._data.readinto(memoryview(buffer)[:1])


def as_list(message):
    """A decoded message in the shape it has on the wire."""
    if isinstance(message, Call):
        return [0, *message]
    if isinstance(message, Notice):
        return [2, *message]
    error = message.error and {"code": message.error.code, "message": message.error.message}
    return [1, message.id, error, message.result]


def known(message):
    """An error has keys that this client does not know; they are dropped."""
    if message[0] == 1 and message[2] is not None:
        message = [1, message[1], {key: message[2][key] for key in ("code", "message")}, None]
    return message


def streams(data):
    return io.BytesIO(data), io.BufferedReader(OneByteAtATime(data), 7)


class Conformance(unittest.TestCase):
    def test_frames_with_a_message_are_read_as_it(self):
        for each in frames():
            if "message" not in each:
                continue
            for stream in streams(each["bytes"]):
                with self.subTest(each["name"], stream=type(stream).__name__):
                    read = as_list(decode(read_frame(stream)))
                    self.assertEqual(read, known(each["message"]))
                    self.assertEqual(pack(read), pack(known(each["message"])), "types or order differ")
                    self.assertIsNone(read_frame(stream))

    def test_messages_of_clients_are_written_as_their_frames(self):
        written = 0
        for each in frames():
            if each.get("canonical") and each["from"] == "client":
                kind, *parts = each["message"]
                with self.subTest(each["name"]):
                    self.assertEqual(frame(encode((Call if kind == 0 else Notice)(*parts))).hex(), each["hex"])
                    written += 1
        self.assertGreaterEqual(written, 40)

    def test_malformed_frames_are_refused_as_they_say(self):
        for each in frames():
            if "error" not in each:
                continue
            for stream in streams(each["bytes"]):
                with self.subTest(each["name"], stream=type(stream).__name__):
                    with self.assertRaises(ConcordError) as raised:
                        decode(read_frame(stream))
                    self.assertEqual(raised.exception.code, each["error"])

    def test_frames_cut_anywhere_are_closed(self):
        whole = next(each for each in frames() if each["name"] == "search answered")["bytes"]
        for length in range(1, len(whole)):
            with self.assertRaises(ConcordError) as raised:
                read_frame(io.BytesIO(whole[:length]))
            self.assertEqual(raised.exception.code, "closed", f"{length} bytes")

    def test_every_code_of_the_frames_has_a_class(self):
        for each in frames():
            message = each.get("message")
            if message and message[0] == 1 and message[2] is not None:
                error = decode(each["bytes"][4:]).error
                self.assertIsInstance(error, ConcordError)
                self.assertIsNot(type(error), ConcordError, error.code)


class Answers(unittest.TestCase):
    def test_code_of_a_newer_engine_is_kept(self):
        error = decode(pack([1, 1, {"code": "from_later", "message": "m"}, None])).error
        self.assertIs(type(error), ConcordError)
        self.assertEqual((error.code, str(error)), ("from_later", "m"))

    def test_result_is_an_answer(self):
        self.assertEqual(decode(pack([1, 7, None, {}])), Answer(7, None, {}))
