"""The shape of a row of a table in a Word 97-2003 file, from the properties of its end ([MS-DOC] 2.6.3, 2.9.319)."""

import struct
from collections.abc import Iterable

from ingest.readers.word.rows import Row, RowCell

_DEFINITION, _MERGED_DOWN, _MERGED_ACROSS, _HEAD = 0xD608, 0xD62B, 0x5624, 0x3404
_CELL = 20  # bytes of the description of a cell


def row(properties: Iterable[tuple[int, bytes]]) -> Row:
    """A row with its cells still empty. properties: the sprms that shape it."""
    found = Row()
    for sprm, operand in properties:
        if sprm == _DEFINITION and operand:
            found.cells = _defined(operand)
        elif sprm == _MERGED_DOWN and len(operand) >= 2 and operand[0] < len(found.cells):
            found.cells[operand[0]].down = operand[1]
        elif sprm == _MERGED_ACROSS and len(operand) >= 2:
            for index in range(operand[0], min(operand[1], len(found.cells))):
                found.cells[index].across = 1 if index == operand[0] else 2
        elif sprm == _HEAD:
            found.head = bool(operand and operand[0])
    return found


def _defined(operand: bytes) -> list[RowCell]:
    count = operand[0]
    if len(operand) < 3 + 2 * count:
        return []
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    at = 3 + 2 * count
    cells = []
    for index in range(count):
        flags = operand[at + _CELL * index : at + _CELL * index + 2]
        merged = int.from_bytes(flags, "little")
        cells.append(RowCell("", edges[index], edges[index + 1], merged >> 5 & 3, merged & 3))
    return cells
