"""An embedder of Concord as a program: the histogram of each colour channel of a tile. Needs Python 3.9 and msgpack.

Frames come on stdin and go to stdout: a length of 4 bytes, big-endian, then one MessagePack object, [0, id, method, params] asked and
[1, id, error, result] answered. What is printed goes to stderr. When stdin ends, the program ends.
"""
import os
import struct
import sys

import msgpack

SIDE = 224
BINS = 16


def embed(params):
    pixels = params["pixels"]["data"]
    vector = []
    for channel in range(3):
        counts = [0] * BINS
        for value in pixels[channel::3]:
            counts[value * BINS // 256] += 1
        vector.extend(count / (len(pixels) // 3) for count in counts)
    return {"dtype": "f32", "shape": [len(vector)], "data": struct.pack(f"<{len(vector)}f", *vector)}


def hello(params):
    return {"protocol": 1, "id": "colour-embedder", "dimension": 3 * BINS, "side": SIDE}


METHODS = {"hello": hello, "embed": embed}


def answer(request):
    _, number, method, params = request
    try:
        return [1, number, None, METHODS[method](params)]
    except Exception as error:  # Whatever it is, the host is to hear of it, and the next request comes.
        return [1, number, {"code": "plugin", "message": f"{type(error).__name__}: {error}"}, None]


def main():
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # A print() of any library must not come between the frames.
    while len(header := requests.read(4)) == 4:
        request = msgpack.unpackb(requests.read(struct.unpack(">I", header)[0]))
        body = msgpack.packb(answer(request))
        answers.write(struct.pack(">I", len(body)) + body)
        answers.flush()


if __name__ == "__main__":
    main()
