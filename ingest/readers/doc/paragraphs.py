"""The paragraphs of a story of a Word 97-2003 file: what is shown of its text, fields as their results, revisions
resolved."""

import re
import struct

from ingest.readers.doc.anchored import boxes, notes
from ingest.readers.doc.characters import DELETED, HIDDEN, Characters
from ingest.readers.doc.fields import CONTENTS, UNSHOWN, shown
from ingest.readers.doc.file import Part, WordFile
from ingest.readers.doc.lists import Numbering
from ingest.readers.doc.properties import Formats
from ingest.readers.doc.tables import row
from ingest.readers.word.story import Paragraph

_NOTE, _DRAWING = "\x02", "\x08"
_SIGNS = {"\t": " ", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\xad": ""}


class Paragraphs:
    """Gives the paragraphs of an open file, story by story; their lists are counted in the order in which they are
    asked for."""

    def __init__(self, file: WordFile) -> None:
        self._text = file.text
        self._formats = Formats(file)
        self._characters = Characters(file)
        self._shown = shown(file.text)
        self._numbering = Numbering(file)
        self._ends = _section_ends(file.part(Part.SECTIONS))
        self._notes = notes(file)
        self._boxes = boxes(file)

    def of(self, story: range) -> list[Paragraph]:
        """The paragraphs of a stretch of text."""
        found = []
        start = story.start
        for match in re.finditer("[\r\x07\x0c]", self._text[story.start : story.stop]):
            at = story.start + match.start()
            if match.group() == "\x0c" and at not in self._ends:
                continue
            if match.group() == "\r" and (self._characters.marks[at] & DELETED or self._shown.marks[at] & UNSHOWN):
                continue  # runs on into the next one
            found.append(self._paragraph(start, at))
            start = at + 1
        if self._text[start : story.stop].strip("\r\0"):
            found.append(self._paragraph(start, story.stop))
        return found

    def left(self) -> list[list[Paragraph]]:
        """Notes and text boxes that hang on none of the paragraphs that have been given."""
        found = []
        for hanging in (self._notes, self._boxes):
            while hanging:
                found.append(self.of(hanging.pop(next(iter(hanging)))))
        return found

    def _paragraph(self, start: int, end: int) -> Paragraph:
        properties = self._formats.paragraph(end)
        is_cell = self._text[end : end + 1] == "\x07"
        is_row = properties.row_end and (is_cell or properties.table > 1)
        paragraph = Paragraph(
            level=properties.outline,
            contents=properties.contents or bool(start < end and self._shown.marks[end - 1] & CONTENTS),
            table=properties.table,
            cell_end=is_cell or properties.cell_end,
            row=row(properties.row) if is_row else None,
        )
        text: list[str] = []
        struck: list[str] = []
        hidden: list[str] = []
        for at in range(start, end):
            char, marks = self._text[at], self._characters.marks[at]
            into = struck if marks & DELETED else hidden if marks & HIDDEN else text
            if drawn := self._shown.drawn.get(at):
                into.append(drawn)
            if self._shown.marks[at] & UNSHOWN:
                continue
            if at in self._notes and char == _NOTE and into is text:
                paragraph.notes.append(self.of(self._notes.pop(at)))
            elif at in self._boxes and char == _DRAWING and into is text:
                paragraph.boxes.append(self.of(self._boxes.pop(at)))
            if at in self._characters.symbols:
                into.append(self._characters.symbols[at])
            else:
                into.append(_SIGNS.get(char, char if char >= " " else ""))
        paragraph.text, paragraph.struck, paragraph.hidden = _whole(text), _whole(struck), _whole(hidden)
        if paragraph.row is None and (paragraph.text.strip() or not paragraph.hidden.strip()):
            paragraph.label = self._numbering.label(properties)
        return paragraph


def _whole(units: list[str]) -> str:
    """Code units as text: pairs of surrogates become the character that they stand for."""
    return "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _section_ends(sections: bytes) -> set[int]:
    """Where the marks stand that end a section; others of that kind break a page inside a paragraph."""
    count = max(0, (len(sections) - 4) // 16)
    return {end - 1 for end in struct.unpack_from(f"<{count}I", sections, 4)} if count else set()
