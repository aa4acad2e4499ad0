"""A built engine on a drawn cohort, for the live tests. The variable CONCORD names the program."""
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess
import tempfile
import zlib

SIDE = 224
LABELS = {"viable": (200, 120, 180), "necrosis": (150, 150, 160), "normal": (230, 190, 210)}
PROGRAM = shutil.which(os.environ.get("CONCORD") or "concord")
WHY_NOT = "SKIPPED: there is no built engine; name the program in the variable CONCORD"


def png(rgb, width, height):
    """The bytes of a PNG file of 8-bit R G B."""
    rows = b"".join(b"\0" + rgb[row * width * 3 : (row + 1) * width * 3] for row in range(height))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def draw(colour, draw_from):
    """A tile: a stained ground, with nuclei."""
    rgb = bytearray(bytes(colour) * (SIDE * SIDE))
    for _ in range(draw_from.randrange(40, 120)):
        x, y, width = draw_from.randrange(SIDE - 12), draw_from.randrange(SIDE - 12), draw_from.randrange(4, 12)
        for row in range(y, y + width):
            rgb[(row * SIDE + x) * 3 : (row * SIDE + x + width) * 3] = bytes((80, 40, draw_from.randrange(100, 160))) * width
    return bytes(rgb)


class Engine:
    """``concord serve`` on a collection of its own, in folders of its own. Stops, and must stop well, at the end of the with block."""

    PIPE = "live"

    def __init__(self, each=8):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="concord-live-"))
        self.root = self.folder / "images"
        self.environment = {**os.environ, "CONCORD_HOME": str(self.folder / "home"), "XDG_RUNTIME_DIR": str(self.folder)}
        self.pixels = {}
        self._draw(each)
        self._process = None

    def run(self, *arguments):
        """Runs a command of the command line; what it prints with --json."""
        done = subprocess.run([PROGRAM, *arguments, "--json"], env=self.environment, capture_output=True, timeout=120)
        if done.returncode != 0:
            raise AssertionError(f"concord {arguments[0]} ended with {done.returncode}: {(done.stdout + done.stderr).decode()[-1000:]}")
        return json.loads(done.stdout)

    def __enter__(self):
        self.run("collection", "create", "drawn")
        self.run("index", "drawn", str(self.root / "cohort"))
        self._process = subprocess.Popen(
            [PROGRAM, "serve", "--pipe", self.PIPE, "--root", str(self.root)], env=self.environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        said = b""
        while b"Listening" not in said:
            line = self._process.stderr.readline()
            if not line:
                raise AssertionError(f"the engine ended with {self._process.wait()}: {said.decode()[-1000:]}")
            said += line
        return self

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.communicate(timeout=30)
        finally:
            self._process.kill()
            shutil.rmtree(self.folder)
        if self._process.returncode not in (0, 130):
            raise AssertionError(f"the engine stopped with {self._process.returncode}")

    def _draw(self, each):
        draw_from = random.Random(11)
        for part in ("cohort", "later"):
            for label, colour in LABELS.items():
                (self.root / part / label).mkdir(parents=True)
                for n in range(each):
                    file = self.root / part / label / f"{n}.png"
                    self.pixels[file] = draw(colour, draw_from)
                    file.write_bytes(png(self.pixels[file], SIDE, SIDE))
