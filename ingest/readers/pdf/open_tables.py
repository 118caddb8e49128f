"""Tables that only level lines rule, as the three lines of a 三线表: their columns are told by how the words stand."""

import re
from collections.abc import Iterator, Sequence

from ingest.readers.builder import Box, GridCell
from ingest.readers.pages.lattice import Stroke, joined
from ingest.readers.pages.placed import PlacedLine, PlacedTable
from ingest.readers.pdf.text import Run

_SAME = 6.0  # points by which the ends of a table's lines may differ
_LEAST = 3  # lines that rule a table, and rows in it
_MOST = 12  # lines up to which it is tried which of them belong to a table
_FILLED = 0.7  # share of its cells that hold something
_IMPRINT = re.compile(r"^(?:抄\s*送|主\s*送|主题词|印\s*发)")  # the foot of an official document is ruled alike


def open_tables(
    runs: Sequence[Run], ruled: Sequence[Stroke], width: float, height: float
) -> tuple[list[Run], list[PlacedTable]]:
    """The runs of a page that stand outside such tables, and those tables. width, height: of the page in points."""
    rest, found = list(runs), []
    for top, head, bottom, left, right in _regions(ruled):
        inside = [
            run
            for run in rest
            if top < (run.line.top + run.line.bottom) / 2 * height < bottom
            and run.line.left * width > left - _SAME
            and run.line.right * width < right + _SAME
        ]
        cells = _cells(
            [run.line for run in inside], head / height, [at / height for at in _between(ruled, top, bottom)]
        )
        if cells:
            found.append(PlacedTable(left / width, top / height, right / width, bottom / height, cells))
            rest = [run for run in rest if run not in inside]
    return rest, found


def _regions(ruled: Sequence[Stroke]) -> Iterator[tuple[float, float, float, float, float]]:
    """Top, line under the head, bottom, left and right of what level lines of one length may rule."""
    lines = joined(ruled)
    upright = [line for line in lines if not line.level]
    loose = sorted((line for line in lines if line.level), key=lambda line: line.at)
    while loose:
        first = loose.pop(0)
        group = [
            first,
            *(line for line in loose if abs(line.start - first.start) < _SAME and abs(line.end - first.end) < _SAME),
        ]
        loose = [line for line in loose if line not in group]
        crossed = any(
            first.start - _SAME < line.at < first.end + _SAME and line.start < group[-1].at and line.end > first.at
            for line in upright
        )
        if crossed:
            continue
        # The line under a running header or over an imprint may be as long as those of a table: the longest part that
        # is one counts.
        least = _LEAST if len(group) <= _MOST else len(group)
        for size in range(len(group), least - 1, -1):
            for at in range(len(group) - size + 1):
                part = group[at : at + size]
                yield part[0].at, part[1].at, part[-1].at, first.start, first.end


def _between(ruled: Sequence[Stroke], top: float, bottom: float) -> list[float]:
    return sorted({line.at for line in ruled if line.level and top < line.at < bottom})


def _cells(lines: Sequence[PlacedLine], head: float, inner: Sequence[float]) -> tuple[GridCell, ...]:
    """The cells of such a table, none where its words stand in no columns. head, inner: shares of the page's height at
    which its head ends, and at which lines cross it."""
    rows = _rows(lines)
    if len(rows) < _LEAST or len(rows[0]) < 2 or any(_IMPRINT.match(line.text) for line in lines):
        return ()
    body = [line for row in rows for line in row if line.top > head]
    bands = _bands(body)
    if len(bands) < 2:
        return ()
    every_row_ruled = len(inner) > 1
    table: list[dict[int, list[PlacedLine]]] = []
    spans: dict[tuple[int, int], int] = {}
    last = -1.0
    for row in rows:
        placed: dict[int, list[PlacedLine]] = {}
        for line in row:
            over = [at for at, (left, right) in enumerate(bands) if line.left < right and line.right > left]
            if not over:
                return ()
            placed.setdefault(over[0], []).append(line)
            spans[len(table), over[0]] = len(over)
        middle = (row[0].top + row[0].bottom) / 2
        same = table and not any(last < at < middle for at in inner) and every_row_ruled
        if same:
            for column, more in placed.items():
                table[-1].setdefault(column, []).extend(more)
        else:
            table.append(placed)
        last = middle
    if len(table) < _LEAST or sum(map(len, table[1:])) < _FILLED * len(bands) * (len(table) - 1):
        return ()
    return tuple(_written(table, spans, len(bands)))


def _written(
    table: Sequence[dict[int, list[PlacedLine]]], spans: dict[tuple[int, int], int], columns: int
) -> Iterator[GridCell]:
    for row, placed in enumerate(table):
        column = 0
        while column < columns:
            lines = placed.get(column, [])
            span = spans.get((row, column), 1) if lines else 1
            box = (
                Box(
                    min(line.left for line in lines),
                    min(line.top for line in lines),
                    max(line.right for line in lines),
                    max(line.bottom for line in lines),
                )
                if lines
                else None
            )
            yield GridCell(row, column, "".join(line.text for line in lines), 1, span, box)
            column += span


def _rows(lines: Sequence[PlacedLine]) -> list[list[PlacedLine]]:
    rows: list[list[PlacedLine]] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        if rows and line.top + line.bottom - rows[-1][0].top - rows[-1][0].bottom < line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _bands(lines: Sequence[PlacedLine]) -> list[tuple[float, float]]:
    """Where columns stand: what no word of any row parts."""
    bands: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: line.left):
        if bands and line.left < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], line.right))
        else:
            bands.append((line.left, line.right))
    return bands
