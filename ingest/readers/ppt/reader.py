"""PowerPoint 97-2003 files: every slide a page, its titles, texts and tables, the speaker's notes after them."""

import io
import re
import struct

import olefile

from ingest.kinds import Kind
from ingest.progress import page_read
from ingest.readers import legacy_messages as messages
from ingest.readers.builder import Builder
from ingest.readers.convert import by_libreoffice
from ingest.readers.docx import messages as docx_messages
from ingest.readers.pages.running import numbers_page
from ingest.readers.ppt.file import Presentation, Slide
from ingest.readers.ppt.shapes import Shape, ShapeTable, shapes
from ingest.source import Reading, UnreadableFile

_TITLE, _NOTES, _FIRST_TITLE = 0, 2, 6  # roles of a text
_ENCRYPTED = 0xF3D1C4DF


def read_ppt(data: bytes) -> Reading:
    """The text of a .ppt. What cannot be read here LibreOffice reads, where it is installed. Raises UnreadableFile
    where the file is encrypted, damaged or holds no text."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream, user = (ole.openstream(name).read() for name in ("PowerPoint Document", "Current User"))
        if struct.unpack_from("<I", user, 12)[0] == _ENCRYPTED:
            raise UnreadableFile(messages.ENCRYPTED)
        reading = _read(Presentation(stream, user))
    except UnreadableFile:
        raise
    except (OSError, ValueError, KeyError, IndexError, struct.error, RecursionError):
        reading = None
    if reading and reading.text.strip():
        return reading
    if other := by_libreoffice(data, Kind.PPT, Kind.PPTX):
        return other
    raise UnreadableFile(messages.NO_TEXT if reading else messages.BROKEN)


def _read(file: Presentation) -> Reading:
    builder = Builder()
    hidden: list[str] = []
    title, noted = "", False
    for number, slide in enumerate(file.slides, 1):
        builder.page(number)
        title = _write(builder, file, slide, number, title)
        if notes := file.notes(slide):
            for shape in shapes(file, notes):
                for line in _lines(shape.text.text) if isinstance(shape, Shape) and shape.text.role == _NOTES else ():
                    builder.line(line)
                    noted = True
        if file.is_hidden(slide):
            hidden.append(str(number))
        page_read(number, len(file.slides))
    warnings = [docx_messages.HIDDEN_SLIDES.format(numbers="、".join(hidden))] if hidden else []
    return builder.reading(Kind.PPT, [*warnings, *([docx_messages.SPEAKER_NOTES] if noted else [])])


def _write(builder: Builder, file: Presentation, slide: Slide, number: int, before: str) -> str:
    """Write a slide; its title. before: the title of the slide before; a slide that only goes on under it says nothing
    by it."""
    title = ""
    for shape in shapes(file, slide):
        if not isinstance(shape, Shape):
            _table(builder, shape)
        elif shape.text.role in (_TITLE, _FIRST_TITLE) and (line := "".join(_lines(shape.text.text))):
            title = line
            level = 0 if number == 1 and shape.text.role == _FIRST_TITLE else 1
            builder.line(line, None if line == before else level, aside=line == before)
        else:
            found = _lines(shape.text.text)
            for line in found:
                builder.line(line, aside=shape.running or (len(found) == 1 and numbers_page(line, number)))
    return title


def _table(builder: Builder, table: ShapeTable) -> None:
    if table.columns > 1:
        builder.table(table.cells)
        return
    for cell in table.cells:
        for line in _lines(cell.text):
            builder.line(line)


def _lines(text: str) -> list[str]:
    found = (line.replace("\t", " ").strip() for line in re.split("[\r\n\x0b]", text))
    return [line for line in found if line]
