"""What is to be verified, pasted or uploaded, as texts that know where each part of them stood."""

import codecs
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rag.text import has_han
from rag.verifying import messages

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # what .doc, .xls and encrypted files begin with
_ENCODINGS = ("utf-8", "gb18030")


class UnreadableUpload(ValueError):
    """An upload that cannot be read. Its message is one sentence in two languages; name: of the file."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stood. Numbers count from 1, 0 where there is none; cell: as a spreadsheet names it."""

    file: str = ""
    paragraph: int = 0
    table: int = 0
    row: int = 0
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text to verify. places: where each of its parts begins in text, rising, the first at 0, and where that part stood."""

    text: str
    places: tuple[tuple[int, Place], ...] = ((0, Place()),)

    def place(self, at: int) -> Place:
        """Where the character at a position stood."""
        return self.places[max(0, bisect_right(self.places, at, key=lambda part: part[0]) - 1)][1]


def typed(text: str) -> Pasted:
    """A text from a text box or a plain file; its parts are its lines that are not blank."""
    places: list[tuple[int, Place]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            places.append((at, Place(paragraph=len(places) + 1)))
        at += len(line)
    return Pasted(text, tuple(places) or ((0, Place()),))


def read_upload(path: Path, name: str, limit: int) -> list[Pasted]:
    """The texts of a file. name: as its owner calls it; limit: bytes. Raises UnreadableUpload."""
    kind = Path(name).suffix.lower()
    reader = _READERS.get(kind)
    if reader is None:
        raise UnreadableUpload(name, messages.OTHER_KIND.format(kind=kind or "?"))
    try:
        size = path.stat().st_size
        if size > limit:
            shown = f"{size / 1e6:.1f}", f"{limit / 1e6:g}"
            raise UnreadableUpload(name, messages.TOO_LARGE.format(size=shown[0], limit=shown[1]))
        data = path.read_bytes()
    except OSError:
        raise UnreadableUpload(name, messages.UNREADABLE) from None
    if not data.strip():
        raise UnreadableUpload(name, messages.EMPTY)
    if data.startswith(_OLE):
        raise UnreadableUpload(name, messages.OLD_OFFICE)
    try:
        found = [text for text in reader(data, limit) if text.text.strip()]
    except ValueError as error:
        raise UnreadableUpload(name, str(error).format(kind=kind)) from None
    if not found:
        raise UnreadableUpload(name, messages.EMPTY)
    if not any(has_han(text.text) for text in found):
        raise UnreadableUpload(name, messages.NO_CHINESE)
    return [Pasted(each.text, tuple((at, replace(place, file=name)) for at, place in each.places)) for each in found]


def decode(data: bytes) -> str:
    """Bytes of a text file as text, its byte order mark left out. Raises ValueError."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), (encoding,))
    return _decoded(data, _ENCODINGS)


def _decoded(data: bytes, encodings: Iterable[str]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError(messages.UNKNOWN_ENCODING)


def _plain(data: bytes, limit: int) -> list[Pasted]:
    return [typed(decode(data))]


def _docx(data: bytes, limit: int) -> list[Pasted]:
    # Reading office files takes time to import; who pastes text does not wait for it.
    from rag.verifying.pasted_docx import read_docx

    return read_docx(data, limit)


def _xlsx(data: bytes, limit: int) -> list[Pasted]:
    from rag.verifying.pasted_sheets import read_xlsx

    return read_xlsx(data, limit)


def _csv(data: bytes, limit: int) -> list[Pasted]:
    from rag.verifying.pasted_sheets import read_csv

    return read_csv(decode(data))


_READERS: dict[str, Callable[[bytes, int], list[Pasted]]] = {
    ".txt": _plain, ".docx": _docx, ".xlsx": _xlsx, ".csv": _csv,
}  # fmt: skip
KINDS = tuple(_READERS)
