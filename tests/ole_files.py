"""Compound files ([MS-CFB]) with given streams, for tests of how files are told apart."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_MINI = 4096  # bytes under which a stream would have to lie in the short sectors


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw) + 2, kind, 1, _NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file; None for a storage is written as a stream of no length, which is enough to be found."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    bodies: list[bytes] = []
    starts: list[int] = []
    fat: list[int] = []
    for name in names:
        body = streams[name].ljust(_MINI, b"\0")
        body = body.ljust(-(-len(body) // _SECTOR) * _SECTOR, b"\0")
        count = len(body) // _SECTOR
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
        bodies.append(body)
    directory = [_entry("Root Entry", 5, _NONE, 1 if names else _NONE, _END, 0)]
    for index, name in enumerate(names):
        right = index + 2 if index + 1 < len(names) else _NONE
        directory.append(_entry(name, 2, right, _NONE, starts[index], max(_MINI, len(streams[name]))))
    raw = b"".join(directory)
    raw = raw.ljust(-(-len(raw) // _SECTOR) * _SECTOR, b"\0")
    first = len(fat)
    count = len(raw) // _SECTOR
    fat += [*range(first + 1, first + count), _END]
    at = len(fat)
    fat.append(_FAT)
    assert len(fat) <= _SECTOR // 4, "one sector of FAT is written"
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, first, 0, _MINI, _END, 0, _END, 0)
        + struct.pack("<109I", at, *[_FREE] * 108)
    )
    table = struct.pack(f"<{_SECTOR // 4}I", *fat, *[_FREE] * (_SECTOR // 4 - len(fat)))
    return header + b"".join(bodies) + raw + table
