"""What a Word 97-2003 file says of its characters: deleted, hidden, or drawn from a symbol font ([MS-DOC] 2.6.1)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.doc.file import Part, WordFile
from ingest.readers.doc.sprms import pages, sprms
from rag.office.symbols import symbol

DELETED, HIDDEN = 1, 2
_DELETED, _VANISHES, _SYMBOL, _FONT = 0x0800, 0x083C, 0x6A09, (0x4A4F, 0x4A51)
_FONT_NAME = 39  # where in the description of a font its name begins
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")
_PRIVATE = range(0xF000, 0xF100)


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that are formatted alike, by where they stand in the stream. font, code: of a symbol, code 0 where the
    characters are themselves its codes."""

    start: int
    end: int
    mark: int
    font: str = ""
    code: int = 0


class Characters:
    """The marks of every character, DELETED and HIDDEN, and the symbols that are drawn in the place of some."""

    def __init__(self, file: WordFile) -> None:
        self.marks = bytearray(len(file.text))
        self.symbols: dict[int, str] = {}
        runs = sorted(_runs(file), key=lambda run: run.start)
        ends = [run.end for run in runs]
        for piece in file.pieces:
            width = 2 if piece.wide else 1
            last = piece.place(piece.end)
            index = bisect_right(ends, piece.at)
            while index < len(runs) and runs[index].start < last:
                run = runs[index]
                first, after = max(run.start, piece.at), min(run.end, last)
                for place in range(first, after, width):
                    self._mark(file, piece.start + (place - piece.at) // width, run)
                index += 1
            if laid := _run(piece.changes, [], 0, 0).mark:
                for cp in range(piece.start, piece.end):
                    self.marks[cp] |= laid

    def _mark(self, file: WordFile, cp: int, run: _Run) -> None:
        self.marks[cp] |= run.mark
        code = run.code or ord(file.text[cp])
        if run.code or (run.font and code in _PRIVATE):
            self.symbols[cp] = symbol(run.font, f"{code:x}")


def _runs(file: WordFile) -> Iterator[_Run]:
    """The runs of which there is something to say."""
    fonts = _fonts(file.part(Part.FONTS))
    for page, count in pages(file, Part.CHARACTERS):
        places = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            at = 2 * page[4 * (count + 1) + index]
            if at:
                run = _run(page[at + 1 : at + 1 + page[at]], fonts, places[index], places[index + 1])
                if run.mark or run.code or run.font:
                    yield run


def _run(data: bytes, fonts: list[str], start: int, end: int) -> _Run:
    mark = code = 0
    font = ""
    for sprm, operand in sprms(data):
        if sprm == _DELETED and operand and operand[0]:
            mark |= DELETED
        elif sprm == _VANISHES and operand:
            mark = mark | HIDDEN if operand[0] in (1, 0x81) else mark & ~HIDDEN
        elif sprm == _SYMBOL and len(operand) == 4:
            number, code = struct.unpack("<HH", operand)
            font = fonts[number] if number < len(fonts) else ""
        elif sprm in _FONT and len(operand) == 2 and not code:
            number = operand[0] | operand[1] << 8
            if number < len(fonts) and fonts[number].lower() in _SYMBOL_FONTS:
                font = fonts[number]
    return _Run(start, end, mark, font, code)


def _fonts(listed: bytes) -> list[str]:
    """The names of the fonts ([MS-DOC] 2.9.286)."""
    names = []
    at = 4
    while at < len(listed):
        size = listed[at]
        name = listed[at + 1 + _FONT_NAME : at + 1 + size]
        names.append(name[: len(name) // 2 * 2].decode("utf-16-le", "replace").split("\0")[0])
        at += 1 + size
    return names
