"""The parts of a Word 97-2003 file: its streams, and the text that its piece table puts together ([MS-DOC] 2.4.1, 2.5,
2.8.35)."""

import io
import struct
from dataclasses import dataclass
from enum import IntEnum

import olefile

from ingest.readers import legacy_messages as messages
from ingest.source import UnreadableFile

_TABLE = 0x0200  # of the flags: the table stream is 1Table
_ENCRYPTED = 0x0100
_WORD_97 = 0xC1  # the first nFib of the format with a table stream
_PAIRS = 0x9A  # where the pairs of offset and length begin that say where the table stream holds what
_COMPRESSED = 0x4000_0000


class Part(IntEnum):
    """What the table stream holds: the index of its pair in the file information block."""

    STYLES = 1
    NOTE_PLACES = 2
    NOTE_TEXTS = 3
    SECTIONS = 6
    CHARACTERS = 12
    PARAGRAPHS = 13
    FONTS = 15
    TEXT = 33
    DRAWINGS = 40
    ENDNOTE_PLACES = 46
    ENDNOTE_TEXTS = 47
    BOXES = 56
    LISTS = 73
    LIST_USES = 74


@dataclass(frozen=True, slots=True)
class Stories:
    """Where each story begins and ends, in characters of UTF-16."""

    main: range
    notes: range
    headers: range
    comments: range
    endnotes: range
    boxes: range


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, start:end in characters of the whole, that stands in the stream from `at` on. wide: two bytes a
    character; changes: properties that a fast save laid over it."""

    start: int
    end: int
    at: int
    wide: bool
    changes: bytes

    def place(self, cp: int) -> int:
        """Where in the stream a character of it stands."""
        return self.at + (cp - self.start) * (2 if self.wide else 1)


@dataclass(frozen=True, slots=True)
class WordFile:
    """An open file. text: all stories, one character a UTF-16 code unit, so that the file's own counts hold."""

    main: bytes
    table: bytes
    data: bytes
    text: str
    pieces: tuple[Piece, ...]
    stories: Stories

    def part(self, part: Part) -> bytes:
        """A part of the table stream, b"" where there is none."""
        start, size = struct.unpack_from("<II", self.main, _PAIRS + 8 * part)
        return self.table[start : start + size]

    def after(self, part: Part) -> bytes:
        """What the table stream holds from the end of a part on."""
        start, size = struct.unpack_from("<II", self.main, _PAIRS + 8 * part)
        return self.table[start + size :]


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of an OLE file that Word wrote. Raises UnreadableFile."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return {
                name: ole.openstream(name).read()
                for name in ("WordDocument", "0Table", "1Table", "Data")
                if ole.exists(name)
            }
    except (OSError, ValueError, IndexError, struct.error):
        raise UnreadableFile(messages.BROKEN) from None


def is_word_97(main: bytes) -> bool:
    """Whether a stream is of Word 97 or later; earlier ones have another layout. Raises UnreadableFile where it is
    encrypted."""
    if len(main) < 0x22:
        raise UnreadableFile(messages.BROKEN)
    version, flags = struct.unpack_from("<2xH6xH", main)
    if flags & _ENCRYPTED:
        raise UnreadableFile(messages.ENCRYPTED)
    return version >= _WORD_97


def open_word(found: dict[str, bytes]) -> WordFile:
    """The file that these streams are. Raises ValueError, struct.error or IndexError where they are damaged."""
    main = found["WordDocument"]
    table = found.get("1Table" if struct.unpack_from("<H", main, 0x0A)[0] & _TABLE else "0Table")
    if table is None:
        raise ValueError("no table stream")
    counts = struct.unpack_from("<8i", main, 0x4C)
    bounds = [0]
    for count in counts:
        bounds.append(bounds[-1] + max(0, count))
    ranges = [range(start, end) for start, end in zip(bounds, bounds[1:], strict=False)]
    stories = Stories(ranges[0], ranges[1], ranges[2], ranges[4], ranges[5], ranges[6])
    start, size = struct.unpack_from("<II", main, _PAIRS + 8 * Part.TEXT)
    pieces = _pieces(table[start : start + size])
    text = "".join(_text(main, piece) for piece in pieces)
    return WordFile(main, table, found.get("Data", b""), text, pieces, stories)


def _pieces(clx: bytes) -> tuple[Piece, ...]:
    changes: list[bytes] = []
    at = 0
    while clx[at] == 1:
        size = struct.unpack_from("<H", clx, at + 1)[0]
        changes.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if clx[at] != 2:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    count = (size - 4) // 12
    at += 5
    bounds = struct.unpack_from(f"<{count + 1}I", clx, at)
    at += 4 * (count + 1)
    if bounds[0] or any(end < start for start, end in zip(bounds, bounds[1:], strict=False)):
        raise ValueError("pieces out of order")
    pieces = []
    for index in range(count):
        place, change = struct.unpack_from("<2xIH", clx, at + 8 * index)
        wide = not place & _COMPRESSED
        place &= _COMPRESSED - 1
        laid = changes[change >> 1] if change & 1 and change >> 1 < len(changes) else b""
        pieces.append(Piece(bounds[index], bounds[index + 1], place if wide else place // 2, wide, laid))
    return tuple(pieces)


def _text(main: bytes, piece: Piece) -> str:
    count = piece.end - piece.start
    if piece.at + count > len(main):
        raise ValueError("a piece beyond the end")
    found = main[piece.at : piece.at + count * (2 if piece.wide else 1)]
    if piece.wide:
        return "".join(map(chr, struct.unpack(f"<{len(found) // 2}H", found[: len(found) // 2 * 2]))).ljust(count, "\0")
    return found.decode("cp1252", "replace").ljust(count, "\0")
