"""The records of a PowerPoint 97-2003 file ([MS-PPT] 2.1.2, 2.3): slides and their notes in the order in which they are
shown."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_CONTAINER = 0xF
_USER_EDIT, _PERSIST_DIRECTORY = 0x0FF5, 0x1772
_DOCUMENT, _SLIDE_LIST, _SLIDE_PERSIST = 0x03E8, 0x0FF0, 0x03F3
_TEXT_HEADER, _TEXT_WIDE, _TEXT_BYTES = 0x0F9F, 0x0FA0, 0x0FA8
_SLIDE_ATOM, _SHOW = 0x03EF, 0x03F9
# Signs in a text that stand for the page's number, a date, the header or the footer; each says where its sign stands.
_SIGNS = frozenset((0x0FD8, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA, 0x1015))
_SLIDES, _NOTES = 0, 2  # which list of slides a record is
_HIDDEN = 0x0004


@dataclass(frozen=True, slots=True)
class Record:
    """A record. of: what its header says of it besides its type; start:end: its content in the stream."""

    type: int
    of: int
    start: int
    end: int
    container: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text with paragraph marks. role: of its placeholder, as TextTypeEnum; 4 where it is in none."""

    text: str
    role: int = 4


@dataclass(slots=True)
class Slide:
    """A slide or a page of notes. outline: texts of its placeholders, which its shapes refer to by their number."""

    record: Record | None
    key: int
    outline: list[Text] = field(default_factory=list)


class Presentation:
    """An open file."""

    def __init__(self, stream: bytes, user: bytes) -> None:
        """stream, user: the streams PowerPoint Document and Current User. Raises ValueError, struct.error where
        damaged."""
        self.stream = stream
        self._places: dict[int, int] = {}
        document = self._directory(struct.unpack_from("<I", user, 16)[0])
        found = self.record(self._places[document])
        if found.type != _DOCUMENT:
            raise ValueError("no document")
        lists = {each.of >> 4: each for each in self.inside(found) if each.type == _SLIDE_LIST}
        self.slides = self._listed(lists.get(_SLIDES))
        self._notes = {each.key: each for each in self._listed(lists.get(_NOTES))}

    def notes(self, slide: Slide) -> Slide | None:
        """The page of notes to a slide."""
        atom = self._atom(slide, _SLIDE_ATOM)
        return self._notes.get(struct.unpack_from("<I", self.stream, atom.start + 16)[0]) if atom else None

    def is_hidden(self, slide: Slide) -> bool:
        """Whether a slide is left out when the file is shown."""
        atom = self._atom(slide, _SHOW)
        return bool(atom and struct.unpack_from("<H", self.stream, atom.start + 10)[0] & _HIDDEN)

    def record(self, at: int) -> Record:
        """The record that begins at a place."""
        of, kind, size = struct.unpack_from("<HHI", self.stream, at)
        if at + 8 + size > len(self.stream):
            raise ValueError("a record beyond the end")
        return Record(kind, of, at + 8, at + 8 + size, of & 0xF == _CONTAINER)

    def inside(self, record: Record) -> Iterator[Record]:
        """The records in a record."""
        at = record.start
        while at + 8 <= record.end:
            found = self.record(at)
            yield found
            at = found.end

    def texts(self, record: Record) -> Iterator[Text]:
        """The texts that stand right in a record."""
        role = 4
        found: list[Text] = []
        for each in self.inside(record):
            if each.type == _TEXT_HEADER:
                role = struct.unpack_from("<I", self.stream, each.start)[0]
            elif (text := self.text(each)) is not None:
                found.append(Text(text, role))
            elif each.type in _SIGNS and found:
                at = struct.unpack_from("<I", self.stream, each.start)[0]
                found[-1] = Text(found[-1].text[:at] + "\0" + found[-1].text[at + 1 :], role)
        yield from (Text(text.text.replace("\0", ""), text.role) for text in found)

    def text(self, record: Record) -> str | None:
        """The text of a record that is one, None otherwise."""
        data = self.stream[record.start : record.end]
        if record.type == _TEXT_WIDE:
            return data[: len(data) // 2 * 2].decode("utf-16-le", "replace")
        return data.decode("latin-1") if record.type == _TEXT_BYTES else None

    def _directory(self, edit: int) -> int:
        """Read where objects stand, the last edit first; the number of the document."""
        document = 0
        seen: set[int] = set()
        while edit and edit not in seen:
            seen.add(edit)
            record = self.record(edit)
            if record.type != _USER_EDIT:
                raise ValueError("no edit")
            before, directory, number = struct.unpack_from("<III", self.stream, record.start + 8)
            document = document or number
            found = self.record(directory)
            at = found.start
            while found.type == _PERSIST_DIRECTORY and at + 4 <= found.end:
                head = struct.unpack_from("<I", self.stream, at)[0]
                first, count = head & 0xF_FFFF, head >> 20
                for index, place in enumerate(struct.unpack_from(f"<{count}I", self.stream, at + 4)):
                    self._places.setdefault(first + index, place)
                at += 4 + 4 * count
            edit = before
        return document

    def _listed(self, record: Record | None) -> list[Slide]:
        found: list[Slide] = []
        role = 4
        for each in self.inside(record) if record else ():
            if each.type == _SLIDE_PERSIST:
                number, key = struct.unpack_from("<I8xI", self.stream, each.start)
                place = self._places.get(number)
                found.append(Slide(None if place is None else self.record(place), key))
            elif each.type == _TEXT_HEADER:
                role = struct.unpack_from("<I", self.stream, each.start)[0]
                if found:
                    found[-1].outline.append(Text("", role))
            elif (text := self.text(each)) is not None and found and found[-1].outline:
                found[-1].outline[-1] = Text(text, role)
        return found

    def _atom(self, slide: Slide, kind: int) -> Record | None:
        return next((each for each in self.inside(slide.record) if each.type == kind), None) if slide.record else None
