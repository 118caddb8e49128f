"""Ruled tables of an OFD page: lines that its paths draw, and the characters that stand between them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from ingest.readers.builder import Box, GridCell
from ingest.readers.ofd.lines import line_text, lines_of
from ingest.readers.ofd.package import OfdDocument, find, tag
from ingest.readers.ofd.text import Glyph, Matrix, Turned, moved, objects
from ingest.readers.pages.lattice import Lattice, Stroke, lattices
from ingest.readers.pages.paragraphs import begins_anew, joint, needed
from ingest.readers.pages.placed import PlacedTable

POINTS = 72 / 25.4  # in a millimetre
_TOKEN = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_THIN = 1.0  # mm: a filled rectangle this thin is a line
_SHORT = 1.5  # mm: shorter strokes rule no table
_PADDING = 1.4  # ems of a cell's width that its padding takes
_NARROW = 7  # ems of a cell's width up to which every line is broken by it


def placed_tables(
    layers: Sequence[etree._Element],
    drawn: Sequence[Glyph | Turned],
    document: OfdDocument,
    area: tuple[float, float, float, float],
) -> tuple[list[Glyph | Turned], tuple[PlacedTable, ...]]:
    """What stands outside the ruled tables of a page, and those tables. area: of the page, in mm."""
    found = lattices(list(_strokes(layers, document, area)))
    inside: list[dict[tuple[int, int], list[Glyph]]] = [{} for _ in found]
    rest: list[Glyph | Turned] = []
    for each in drawn:
        if isinstance(each, Glyph):
            x = ((each.left + each.right) / 2 - area[0]) * POINTS
            y = (each.baseline - 0.35 * each.em - area[1]) * POINTS
            home = next((at for at, lattice in enumerate(found) if lattice.holds(x, y)), None)
            if home is not None:
                inside[home].setdefault(found[home].square(x, y), []).append(each)
                continue
        rest.append(each)
    tables = [_table(lattice, squares, area) for lattice, squares in zip(found, inside, strict=True) if squares]
    return rest, tuple(tables)


def _strokes(
    layers: Sequence[etree._Element], document: OfdDocument, area: tuple[float, float, float, float]
) -> Iterator[Stroke]:
    """The level and upright lines that paths draw: strokes, edges of rectangles, thin filled rectangles."""
    for path, matrix in objects(layers, document):
        data = find(path, "AbbreviatedData") if tag(path) == "PathObject" else None
        if data is None:
            continue
        stroked = path.get("Stroke", "true").lower() != "false"
        filled = path.get("Fill", "false").lower() == "true"
        for shape in _shapes(data.text or "", matrix):
            xs, ys = [point[0] - area[0] for point in shape], [point[1] - area[1] for point in shape]
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            if min(wide, high) <= _THIN and (stroked or filled):
                yield from (
                    _line((min(xs), sum(ys) / len(ys)), (max(xs), sum(ys) / len(ys)))
                    if wide > high
                    else _line((sum(xs) / len(xs), min(ys)), (sum(xs) / len(xs), max(ys)))
                )
            elif stroked:
                for start, end in pairwise(zip(xs, ys, strict=True)):
                    yield from _line(start, end)


def _shapes(data: str, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The straight parts of a path (GB/T 33190-2016, 9.3) on the page, in mm; curves rule nothing."""
    shape: list[tuple[float, float]] = []
    numbers: list[float] = []
    operator = ""
    for token in (*_TOKEN.findall(data), "S"):
        if not token.isalpha():
            numbers.append(float(token))
            continue
        if operator == "C" and len(shape) > 2:
            shape.append(shape[0])
        elif operator and len(numbers) >= 2:
            straight = operator == "L" and bool(shape)
            if not straight:
                if len(shape) > 1:
                    yield shape
                shape = []
            shape.append(moved(numbers[-2], numbers[-1], matrix))
        operator, numbers = token, []
    if len(shape) > 1:
        yield shape


def _line(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Stroke]:
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    if max(across, down) < _SHORT or min(across, down) > _THIN:
        return
    level = across > down
    at = (start[1] + end[1]) / 2 if level else (start[0] + end[0]) / 2
    first, last = sorted((start[0], end[0]) if level else (start[1], end[1]))
    yield Stroke(level, at * POINTS, first * POINTS, last * POINTS)


def _table(
    lattice: Lattice, squares: dict[tuple[int, int], list[Glyph]], area: tuple[float, float, float, float]
) -> PlacedTable:
    width, height = area[2] * POINTS, area[3] * POINTS
    cells = []
    for room in lattice.rooms:
        within = [
            glyph
            for row in range(room.row, room.row + room.rows)
            for column in range(room.column, room.column + room.columns)
            for glyph in squares.get((row, column), ())
        ]
        left, right = lattice.xs[room.column], lattice.xs[room.column + room.columns]
        top, bottom = lattice.ys[room.row], lattice.ys[room.row + room.rows]
        box = Box(left / width, top / height, right / width, bottom / height)
        text = _cell_text(within, (right - left) / POINTS)
        cells.append(GridCell(room.row, room.column, text, room.rows, room.columns, box))
    xs, ys = lattice.xs, lattice.ys
    return PlacedTable(xs[0] / width, ys[0] / height, xs[-1] / width, ys[-1] / height, tuple(cells))


def _cell_text(glyphs: list[Glyph], width: float) -> str:
    """The lines of a cell, those that its width (mm) broke joined, the others parted by a line feed."""
    text, taken = "", 0.0
    for line in lines_of(glyphs):
        said, em = line_text(line), line[0].em
        if text:
            broken = width < _NARROW * em or width - taken < needed(said, em) + _PADDING * em
            text, tie = joint(text, said) if broken and not begins_anew(said) else (text, "\n")
            text += tie
        text += said
        taken = line[-1].right - line[0].left
    return text
