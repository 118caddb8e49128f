"""The shapes on a slide of a PowerPoint 97-2003 file that hold text, and tables, which are groups of such ([MS-ODRAW]
2.2)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.builder import GridCell
from ingest.readers.ppt.file import Presentation, Record, Slide, Text

_DRAWING, _GROUP, _SHAPE = 0x040C, 0xF003, 0xF004
_CHILD_ANCHOR, _TEXTBOX, _CLIENT_DATA, _TERTIARY = 0xF00F, 0xF00D, 0xF011, 0xF122
_OUTLINE_REFERENCE, _PLACEHOLDER = 0x0F9E, 0x0BC3
_TABLE_PROPERTY = 0x039F
_RUNNING = range(7, 11)  # placeholders of the date, the page's number, the footer and the header


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with text. running: it is the same on every slide; box: left, top, right, bottom inside its group."""

    text: Text
    running: bool = False
    box: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ShapeTable:
    """A table drawn of shapes."""

    cells: tuple[GridCell, ...]
    columns: int


def shapes(file: Presentation, slide: Slide) -> Iterator[Shape | ShapeTable]:
    """What holds text on a slide or a page of notes, in the order in which it is drawn; then placeholders that nothing
    draws."""
    used: set[int] = set()
    if slide.record:
        for drawing in file.inside(slide.record):
            if drawing.type == _DRAWING:
                yield from _walk(file, slide, drawing, used)
    for number, text in enumerate(slide.outline):
        if number not in used and text.text.strip():
            yield Shape(text)


def _walk(file: Presentation, slide: Slide, parent: Record, used: set[int]) -> Iterator[Shape | ShapeTable]:
    for each in file.inside(parent):
        if each.type == _SHAPE:
            if shape := _shape(file, slide, each, used):
                yield shape
        elif each.type == _GROUP and _is_table(file, each):
            found = [part for part in _walk(file, slide, each, used) if isinstance(part, Shape)]
            yield _table(found)
        elif each.container:
            yield from _walk(file, slide, each, used)


def _shape(file: Presentation, slide: Slide, record: Record, used: set[int]) -> Shape | None:
    text: Text | None = None
    running, box = False, (0, 0, 0, 0)
    for each in file.inside(record):
        if each.type == _CHILD_ANCHOR and each.end - each.start >= 16:
            box = struct.unpack_from("<4i", file.stream, each.start)
        elif each.type == _CLIENT_DATA:
            marks = (file.stream[part.start + 4] for part in file.inside(each) if part.type == _PLACEHOLDER)
            running = any(mark in _RUNNING for mark in marks)
        elif each.type == _TEXTBOX:
            text = next(file.texts(each), None)
            for part in file.inside(each):
                if part.type == _OUTLINE_REFERENCE:
                    number = struct.unpack_from("<I", file.stream, part.start)[0]
                    if number < len(slide.outline):
                        used.add(number)
                        text = slide.outline[number]
    return Shape(text, running, box) if text else None


def _is_table(file: Presentation, group: Record) -> bool:
    """Whether a group is a table: the shape that stands for the group itself says so."""
    first = next(file.inside(group), None)
    if first is None or first.type != _SHAPE:
        return False
    for each in file.inside(first):
        if each.type == _TERTIARY:
            count = each.of >> 4
            names = (struct.unpack_from("<H", file.stream, each.start + 6 * index)[0] for index in range(count))
            if any(name & 0x3FFF == _TABLE_PROPERTY for name in names):
                return True
    return False


def _table(found: list[Shape]) -> ShapeTable:
    across = sorted({edge for shape in found for edge in (shape.box[0], shape.box[2])})
    down = sorted({edge for shape in found for edge in (shape.box[1], shape.box[3])})
    cells = []
    for shape in found:
        left, top, right, bottom = shape.box
        row, column = down.index(top), across.index(left)
        rows, columns = max(1, down.index(bottom) - row), max(1, across.index(right) - column)
        cells.append(GridCell(row, column, shape.text.text.replace("\r", "\n"), rows, columns))
    return ShapeTable(tuple(cells), len(across) - 1)
