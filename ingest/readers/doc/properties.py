"""What a Word 97-2003 file says of its paragraphs: by their own properties and those of their styles ([MS-DOC] 2.6.2,
2.9.258)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.readers.doc.file import Part, WordFile
from ingest.readers.doc.sprms import pages, sprms

_HUGE = (0x6645, 0x6646)  # the properties stand in the data stream

_TITLE, _SUBTITLE, _CONTENTS = 62, 74, range(19, 28)  # built-in styles, as are 1 to 9: headings


@dataclass(frozen=True, slots=True)
class Properties:
    """Of a paragraph. use, depth: of its list, use 0 where it is in none; outline: 1 to 9, a title's 0, None for text;
    contents: it is a line of a table of contents; table: how deep in tables it stands; cell_end, row_end: its mark ends
    a cell or a row; row: the sprms of the row that it ends."""

    style: int = 0
    use: int = 0
    depth: int | None = None
    outline: int | None = None
    contents: bool = False
    table: int = 0
    cell_end: bool = False
    row_end: bool = False
    row: tuple[tuple[int, bytes], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class _Style:
    kind: int
    base: int
    own: bytes


def _styles(listed: bytes) -> list[_Style | None]:
    if len(listed) < 6:
        return []
    at, count, fixed = struct.unpack_from("<HHH", listed)
    at += 2
    found: list[_Style | None] = []
    for _ in range(count):
        if at + 2 > len(listed):
            break
        size = struct.unpack_from("<H", listed, at)[0]
        found.append(_style(listed[at + 2 : at + 2 + size], fixed))
        at += 2 + size
    return found


def _style(data: bytes, fixed: int) -> _Style | None:
    if len(data) < fixed + 2:
        return None
    kind, based, sets = struct.unpack_from("<HHH", data)
    own = b""
    if based & 0xF == 1 and sets & 0xF:  # of a paragraph
        at = fixed + 2 + 2 * (struct.unpack_from("<H", data, fixed)[0] + 1)
        if at + 2 <= len(data):
            size = struct.unpack_from("<H", data, at)[0]
            own = data[at + 4 : at + 2 + size]
    return _Style(kind & 0xFFF, based >> 4, own)


class Formats:
    """What the file says of its paragraphs."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._styles = _styles(file.part(Part.STYLES))
        self._known: dict[tuple[int, bytes, bytes], Properties] = {}
        runs: list[tuple[int, int, int, bytes]] = []
        for page, count in pages(file, Part.PARAGRAPHS):
            places = struct.unpack_from(f"<{count + 1}I", page)
            for index in range(count):
                at = 2 * page[4 * (count + 1) + 13 * index]
                style, own = _paragraph(page, at) if at else (0, b"")
                runs.append((places[index], places[index + 1], style, own))
        self._runs = sorted(runs)
        self._starts = [run[0] for run in self._runs]
        self._piece_starts = [piece.start for piece in file.pieces]

    def paragraph(self, cp: int) -> Properties:
        """The properties of the paragraph that a character ends."""
        piece = self._file.pieces[bisect_right(self._piece_starts, cp) - 1]
        place = piece.place(cp)
        index = bisect_right(self._starts, place) - 1
        if index < 0 or place >= self._runs[index][1]:
            return Properties()
        _, _, style, own = self._runs[index]
        key = style, own, piece.changes
        if key not in self._known:
            self._known[key] = self._properties(style, own + piece.changes)
        return self._known[key]

    def _properties(self, style: int, own: bytes) -> Properties:
        inherited, named = b"", style
        kinds: list[int] = []
        seen: set[int] = set()
        while style not in seen and style < len(self._styles) and (found := self._styles[style]):
            seen.add(style)
            inherited = found.own + inherited
            kinds.append(found.kind)
            style = found.base
        outline = next((kind for kind in kinds if 1 <= kind <= 9), None)
        read = _read([*sprms(inherited), *self._spread(own)], named, outline)
        if kinds and kinds[0] == _TITLE:
            return replace(read, outline=0)
        if _SUBTITLE in kinds or any(kind in _CONTENTS for kind in kinds):
            return replace(read, outline=None, contents=kinds[0] in _CONTENTS)
        return read

    def _spread(self, own: bytes) -> Iterator[tuple[int, bytes]]:
        for sprm, operand in sprms(own):
            if sprm in _HUGE and len(operand) == 4:
                at = struct.unpack("<I", operand)[0]
                size = struct.unpack_from("<H", self._file.data, at)[0] if at + 2 <= len(self._file.data) else 0
                yield from sprms(self._file.data[at + 2 : at + 2 + size])
            else:
                yield sprm, operand


def _paragraph(page: bytes, at: int) -> tuple[int, bytes]:
    size = 2 * page[at] - 1
    if size < 0:
        at += 1
        size = 2 * page[at]
    found = page[at + 1 : at + 1 + size]
    return (found[0] | found[1] << 8, found[2:]) if len(found) >= 2 else (0, b"")


def _read(found: list[tuple[int, bytes]], style: int, outline: int | None) -> Properties:
    use, depth, in_table, deep = 0, None, False, 0
    cell_end = row_end = False
    row = []
    for sprm, operand in found:
        value = int.from_bytes(operand[:4], "little") if operand else 0
        if sprm == 0x460B:
            use = value if 0 < value < 0x7FF else 0
        elif sprm == 0x260A:
            depth = value if value < 9 else None
        elif sprm == 0x2640:
            outline = value + 1 if value < 9 else None
        elif sprm == 0x2416:
            in_table = bool(value)
        elif sprm == 0x6649:
            deep = value if value < 64 else deep
        elif sprm == 0x244B:
            cell_end = bool(value)
        elif sprm in (0x2417, 0x244C):
            row_end = row_end or bool(value)
        elif sprm >> 10 & 7 == 5:
            row.append((sprm, operand))
    return Properties(style, use, depth, outline, False, max(deep, int(in_table)), cell_end, row_end, tuple(row))
