"""Vectors and pixels; with numpy where it is installed, and without it."""
import array
import struct
import unittest
from unittest import mock

from concord_client import values
from concord_client.errors import BadArgument, Malformed

DATA = struct.pack("<3f", 0.5, -1.0, 2.25)


class WithoutNumpy(unittest.TestCase):
    def setUp(self):
        absent = mock.patch.object(values, "numpy", None)
        absent.start()
        self.addCleanup(absent.stop)

    def test_sequences_become_little_endian_floats(self):
        for vector in ([0.5, -1, 2.25], (0.5, -1.0, 2.25), array.array("d", [0.5, -1, 2.25]), {"dtype": "f32", "data": [0.5, -1, 2.25]}):
            self.assertEqual(values.vector_params(vector), {"dtype": "f32", "shape": [3], "data": DATA})
        self.assertEqual(values.vector_params({"data": [1.0], "space": "pathology"})["space"], "pathology")

    def test_floats_come_back_as_an_array(self):
        self.assertEqual(values.floats(DATA), array.array("f", [0.5, -1, 2.25]))

    def test_what_is_no_vector_is_a_bad_argument(self):
        for vector in ("text", [[1.0]], 3, {"shape": [1]}, [None]):
            with self.subTest(vector=vector), self.assertRaises(BadArgument):
                values.vector_params(vector)

    def test_bytes_that_are_no_floats_are_malformed(self):
        with self.assertRaises(Malformed):
            values.floats(b"\x00\x00\x00")

    def test_pixels_are_a_map(self):
        self.assertEqual(values.pixel_params({"width": 2, "height": 1, "data": bytes(6), "mpp": 1}), {"width": 2, "height": 1, "data": bytes(6)})

    def test_pixels_that_do_not_fit_are_a_bad_argument(self):
        for pixels in ({"width": 2, "height": 1, "data": bytes(5)}, {"width": 2, "data": b""}, {"width": 1, "height": 1, "data": "abc"}, bytes(3), None):
            with self.subTest(pixels=pixels), self.assertRaises(BadArgument):
                values.pixel_params(pixels)

    def test_pictures_hold_bytes(self):
        self.assertEqual(values.pixels_result({"width": 1, "height": 1, "data": b"rgb"})["data"], b"rgb")

    def test_pictures_that_do_not_fit_are_malformed(self):
        for width, height, data in ((1, 1, b"rg"), (-1, -1, b"rgb"), (1.0, 1, b"rgb"), (1, 1, "rgb"), (None, 1, b"")):
            with self.subTest(width=width, height=height), self.assertRaises(Malformed):
                values.pixels_result({"width": width, "height": height, "data": data})


@unittest.skipIf(values.numpy is None, "SKIPPED: numpy is not installed")
class WithNumpy(unittest.TestCase):
    def test_vectors_of_any_type_and_stride_become_floats(self):
        numpy = values.numpy
        wide = numpy.array([0.5, 9, -1, 9, 2.25, 9])
        for vector in (wide[::2], wide[::2].astype(numpy.float16), wide[::2].astype(">f8")):
            self.assertEqual(values.vector_params(vector), {"dtype": "f32", "shape": [3], "data": DATA})

    def test_vectors_of_two_dimensions_are_a_bad_argument(self):
        with self.assertRaises(BadArgument):
            values.vector_params(values.numpy.zeros((1, 3)))

    def test_floats_come_back_as_an_array(self):
        vector = values.floats_result({"dtype": "f32", "shape": [3], "data": DATA})
        self.assertEqual(vector["data"].dtype, values.numpy.float32)
        self.assertEqual(values.vector_params(vector)["data"], DATA)

    def test_pixels_go_and_come_back(self):
        pixels = values.numpy.arange(30, dtype=values.numpy.uint8).reshape(2, 5, 3)
        turned = pixels[:, ::-1]
        sent = values.pixel_params(turned)
        self.assertEqual((sent["width"], sent["height"], sent["data"][:3]), (5, 2, bytes([12, 13, 14])))
        back = values.pixels_result(dict(sent))
        self.assertTrue((back["data"] == turned).all())
        self.assertEqual(values.pixel_params(back), sent)

    def test_pixels_of_another_shape_are_a_bad_argument(self):
        numpy = values.numpy
        for pixels in (numpy.zeros((2, 2, 4), numpy.uint8), numpy.zeros((2, 2), numpy.uint8), numpy.zeros((2, 2, 3), numpy.float32)):
            with self.subTest(shape=pixels.shape), self.assertRaises(BadArgument):
                values.pixel_params(pixels)
