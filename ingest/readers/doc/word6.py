"""Word 6.0 and 95: 8-bit text in one piece, or in several after a fast save. Its formatting is not read, only its
marks."""

import re
import struct
from collections.abc import Iterator

from ingest.encoding import decode
from ingest.kinds import Kind
from ingest.readers import legacy_messages as messages
from ingest.readers.builder import Builder, GridCell
from ingest.source import Reading

_COMPLEX = 0x0004
_PIECES = 0x160
_CONTROLS = re.compile("[\x00-\x06\x08\x0e-\x12\x16-\x1f]")
_CODES = re.compile("\x13[^\x13-\x15]*(?:\x14([^\x13-\x15]*))?\x15")
_CELLS = re.compile("(?:[^\x07\n]*\x07)(?:[^\x07]*\x07)*")


def read_word6(main: bytes) -> Reading:
    """The text of a WordDocument stream of before Word 97. Raises ValueError or struct.error where it is damaged."""
    builder = Builder()
    text, notes, headers, *_ = _stories(main)
    for story in (text, notes):
        _write(builder, story)
    for line in dict.fromkeys(filter(None, map(str.strip, headers.split("\n")))):
        builder.line(line.replace("\x07", " "), aside=True)
    return builder.reading(Kind.DOC, [messages.OLD_WORD])


def _stories(main: bytes) -> Iterator[str]:
    """The body, its footnotes and the running headers, their paragraphs with line feeds between them."""
    begin, end = struct.unpack_from("<II", main, 0x18)
    counts = struct.unpack_from("<3I", main, 0x34)
    found = main[begin:end]
    if struct.unpack_from("<H", main, 0x0A)[0] & _COMPLEX:
        found = b"".join(_pieces(main)) or found
    wide = 2 if len(found) >= 2 * sum(counts) > 0 else 1
    at = 0
    for count in counts:
        story = found[at : at + count * wide]
        at += count * wide
        try:
            text = decode(story)[0] if story.strip() else ""
        except UnicodeError:
            text = story.decode("gb18030", "replace")
        while _CODES.search(text):
            text = _CODES.sub(lambda match: match[1] or "", text)
        yield _CONTROLS.sub("", text.replace("\x1e", "-").replace("\x1f", "")).translate(_LINES)


_LINES = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x13": "", "\x14": "", "\x15": ""})


def _pieces(main: bytes) -> Iterator[bytes]:
    at, size = struct.unpack_from("<II", main, _PIECES)
    end = at + size
    while at < end and main[at] == 1:
        at += 3 + struct.unpack_from("<H", main, at + 1)[0]
    if at + 5 > end or main[at] != 2:
        return
    count = (struct.unpack_from("<I", main, at + 1)[0] - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", main, at + 5)
    for index in range(count):
        place = struct.unpack_from("<I", main, at + 5 + 4 * (count + 1) + 8 * index + 2)[0]
        yield main[place : place + bounds[index + 1] - bounds[index]]


def _write(builder: Builder, text: str) -> None:
    at = 0
    for match in _CELLS.finditer(text):
        _lines(builder, text[at : match.start()])
        cells = match.group().split("\x07")[:-1]
        rows = list(_rows(cells))
        if max(map(len, rows), default=0) > 1:
            builder.table(
                GridCell(row, column, cell) for row, found in enumerate(rows) for column, cell in enumerate(found)
            )
        else:
            _lines(builder, "\n".join(cell for row in rows for cell in row))
        at = match.end()
    _lines(builder, text[at:])


def _lines(builder: Builder, text: str) -> None:
    for line in text.strip("\n").split("\n") if text.strip() else ():
        builder.line(line)


def _rows(cells: list[str]) -> Iterator[list[str]]:
    """Cells as rows. A row ends in an empty cell more; where all rows are of one length, that tells it from a cell left
    empty."""
    width = next(
        (
            width
            for width in range(2, len(cells) + 1)
            if len(cells) % width == 0 and not any(cell.strip() for cell in cells[width - 1 :: width])
        ),
        0,
    )
    if width:
        for start in range(0, len(cells), width):
            yield cells[start : start + width - 1]
        return
    row: list[str] = []
    for cell in cells:
        if cell.strip() or not row:
            row.append(cell)
        else:
            yield row
            row = []
    if row:
        yield row
