"""Tables of plain lines whose cells are parted by bars, without the rule that Markdown has below its head."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.cells import BAR, stripped, words_at
from ingest.source import Span
from rag.layout import Cell, Table

_FEWEST = 3  # rows
_SPREAD = 4  # lines that the rows of a table take, about
_LINES = 12  # lines that a row takes at most
_TRIED = 8  # rows within which they may take more lines than that
_HEAD = 4  # rows at the top among which the head stands


def bar_tables(text: str, lines: Sequence[Span]) -> list[Table]:
    """The tables among lines that say something: as many bars in each row, cells on both sides of them, in order."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        rows, after = _rows(text, lines, at)
        if rows:
            found.append(_table(text, rows))
        at = after
    return found


def _rows(text: str, lines: Sequence[Span], at: int) -> tuple[list[list[Span]], int]:
    """The rows of the table that begins at a line, and the line behind them; none where there is no such table."""
    first = at
    rows = [_cells(text, lines[at])]
    width = len(rows[0])
    if width < 2 or sum(last > first for first, last in rows[0]) < 2:
        return [], at + 1
    at += 1
    aboves = [0]
    told, after = 0, first + 1
    while at < len(lines) and (step := _next(text, lines, at, width)):
        row, above, at = step
        rows.append(row)
        aboves.append(above)
        # Bars far apart part no cells; where too many are, no more of them are read.
        if at - first <= _SPREAD * len(rows):
            told, after = len(rows), at
        elif len(rows) >= _TRIED:
            break
    if told < _FEWEST:
        return [], first + 1
    for row, above in zip(rows, aboves[1:told], strict=False):
        if above:
            row[-1] = (row[-1][0], above)
    return rows[:told], after


def _next(text: str, lines: Sequence[Span], at: int, width: int) -> tuple[list[Span], int, int] | None:
    """The next row, where the lines end that still belong to the last cell above it (0 where none do), and the line
    behind. A cell of several lines parts the bars of a row over them."""
    above = 0
    row: list[Span] = []
    for line in range(at, min(at + _LINES, len(lines))):
        cells = _cells(text, lines[line])
        if len(cells) == 1 and not row:
            above = lines[line][1]
            continue
        row = [*row[:-1], (row[-1][0], cells[0][1]), *cells[1:]] if row else cells
        if len(row) >= width:
            return (row, above, line + 1) if len(row) == width and sum(b > a for a, b in row) else None
    return None


def _cells(text: str, line: Span) -> list[Span]:
    """The spans between the bars of a line, without those that close it off on either side."""
    cuts = [match.span() for match in BAR.finditer(text, *line)]
    edges = [line[0], *(edge for cut in cuts for edge in cut), line[1]]
    spans = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True)]
    if len(spans) > 2 and text[line[0]] in "|｜" and text[line[1] - 1] in "|｜":
        spans = spans[1:-1]
    return [stripped(text, span) for span in spans]


def _table(text: str, rows: Sequence[Sequence[Span]]) -> Table:
    cells: list[Cell] = []
    said = [[words_at(text, span) for span in row] for row in rows]
    for number, row in enumerate(rows):
        below = said[number + 1] if number < min(_HEAD, len(said) - 1) else []
        cells += _merged(number, row, said[number], below)
    return Table(rows[0][0][0], rows[-1][-1][1], tuple(cells))


def _merged(number: int, row: Sequence[Span], said: list[str], below: list[str]) -> list[Cell]:
    """The cells of a row, those that were merged as one again: the same in every column is a title; the same in some,
    above names that differ, beside others that the row below repeats, is the name of a group of columns."""
    if said[0] and all(first == second for first, second in pairwise(said)):
        return [Cell(number, 0, *row[0], columns=len(row))]
    heads = any(one == other and one for one, other in zip(said, below, strict=False))
    cells: list[Cell] = []
    for column, span in enumerate(row):
        same = heads and cells and said[column] and said[column] == said[column - 1]
        if same and below[column] != below[column - 1]:
            cells[-1] = replace(cells[-1], columns=cells[-1].columns + 1)
        else:
            cells.append(Cell(number, column, *span))
    return cells
