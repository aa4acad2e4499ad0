"""The golden frames of tests/Conformance, and their encoder, which shares nothing with the client."""
import importlib.util
import json
import pathlib

_FOLDER = pathlib.Path(__file__).resolve().parents[3] / "tests" / "Conformance"


def _plain(value):
    if isinstance(value, dict):
        return bytes.fromhex(value["bin"]) if list(value) == ["bin"] else {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def frames():
    """Each frame as a map; ``bytes`` the frame, ``message`` with bin values as bytes."""
    found = json.loads((_FOLDER / "frames.json").read_text("utf-8"))["frames"]
    for each in found:
        each["bytes"] = bytes.fromhex(each["hex"])
        if "message" in each:
            each["message"] = _plain(each["message"])
    return found


def _encoder():
    spec = importlib.util.spec_from_file_location("pack", _FOLDER / "pack.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pack = _encoder().pack
