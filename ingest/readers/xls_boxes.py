"""The words in the text boxes of an .xls, which xlrd passes over ([MS-XLS] 2.4.28 BoundSheet8, 2.4.181 Obj, 2.4.329
TxO)."""

import struct
from collections.abc import Iterator

_BOF, _EOF, _BOUNDSHEET, _CONTINUE, _OBJ, _TXO = 0x809, 0x0A, 0x85, 0x3C, 0x5D, 0x1B6
_EXCEL_97 = 0x600
_NOTE = 0x19  # an object that is a cell's comment, which xlrd gives
_WIDE = 1  # two bytes a character


def boxes(stream: bytes) -> list[list[str]]:
    """The lines in the text boxes of each sheet of cells, in the order of the sheets; none for a file of before Excel
    97."""
    places: list[int] = []
    for at, kind, data in _records(stream, 0):
        if at == 0 and (kind != _BOF or len(data) < 2 or struct.unpack_from("<H", data)[0] != _EXCEL_97):
            return []
        if kind == _BOUNDSHEET and len(data) >= 6 and data[5] == 0:
            places.append(struct.unpack_from("<I", data)[0])
    return [list(_lines(stream, place)) for place in places]


def _lines(stream: bytes, place: int) -> Iterator[str]:
    note, wanted, text = False, 0, ""
    for _, kind, data in _records(stream, place):
        if kind == _OBJ and len(data) >= 6:
            note = struct.unpack_from("<H", data, 4)[0] == _NOTE
        elif kind == _TXO and len(data) >= 12:
            wanted, text = 0 if note else struct.unpack_from("<H", data, 10)[0], ""
        elif kind == _CONTINUE and wanted and data:
            wide = data[0] & _WIDE
            text += data[1:].decode("utf-16-le" if wide else "latin-1", "replace")[:wanted]
            wanted -= min(wanted, (len(data) - 1) // (1 + wide))
            if not wanted:
                yield from (line.strip() for line in text.splitlines() if line.strip())


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, bytes]]:
    """The records of a part of the file: where each stands, its kind, its data. Charts in it have an end of their
    own."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        depth += (kind == _BOF) - (kind == _EOF)
        at += 4 + size
        if depth <= 0:
            return
