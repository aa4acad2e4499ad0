"""MessagePack, the smallest encoding of each value. Written from the specification; shares no code with any client, so that a mistake has to be made
twice."""
import struct


def whole(n):
    if 0 <= n <= 0x7F: return bytes([n])
    if -0x20 <= n < 0: return bytes([0x100 + n])
    if n >= 0:
        for mark, bits in ((0xCC, 8), (0xCD, 16), (0xCE, 32), (0xCF, 64)):
            if n < 1 << bits: return bytes([mark]) + n.to_bytes(bits // 8, "big")
    for mark, bits in ((0xD0, 8), (0xD1, 16), (0xD2, 32), (0xD3, 64)):
        if n >= -(1 << (bits - 1)): return bytes([mark]) + n.to_bytes(bits // 8, "big", signed=True)
    raise ValueError(n)


def sized(length, marks):
    for mark, bits in marks:
        if length < 1 << bits: return bytes([mark]) + length.to_bytes(bits // 8, "big")
    raise ValueError(length)


def text(s):
    raw = s.encode("utf-8")
    head = bytes([0xA0 | len(raw)]) if len(raw) < 32 else sized(len(raw), ((0xD9, 8), (0xDA, 16), (0xDB, 32)))
    return head + raw


def binary(raw):
    return sized(len(raw), ((0xC4, 8), (0xC5, 16), (0xC6, 32))) + raw


def array(items):
    head = bytes([0x90 | len(items)]) if len(items) < 16 else sized(len(items), ((0xDC, 16), (0xDD, 32)))
    return head + b"".join(map(pack, items))


def mapping(entries):
    head = bytes([0x80 | len(entries)]) if len(entries) < 16 else sized(len(entries), ((0xDE, 16), (0xDF, 32)))
    return head + b"".join(text(key) + pack(value) for key, value in entries.items())


def pack(value):
    if value is None: return b"\xC0"
    if value is False: return b"\xC2"
    if value is True: return b"\xC3"
    if isinstance(value, int): return whole(value)
    if isinstance(value, float): return b"\xCB" + struct.pack(">d", value)
    if isinstance(value, str): return text(value)
    if isinstance(value, bytes): return binary(value)
    if isinstance(value, list): return array(value)
    return mapping(value)
