"""Tables of plain lines whose cells are parted by bars, without the rule that Markdown has below its head."""

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.layout import Cell, Table

Span = tuple[int, int]

_FEWEST = 3  # rows
_BAR = re.compile(r"(?<!\\)[|｜]")


def bar_tables(text: str, lines: Sequence[Span]) -> list[Table]:
    """The tables among lines that say something: as many bars in each, cells on both sides of them, in order."""
    found: list[Table] = []
    run: list[list[Span]] = []

    def close() -> None:
        if len(run) >= _FEWEST:
            found.append(_table(text, run))
        run.clear()

    for span in lines:
        cells = _cells(text, span)
        if run and len(cells) != len(run[-1]):
            close()
        if len(cells) > 1 and sum(last > first for first, last in cells) > 1:
            run.append(cells)
        else:
            close()
    close()
    return found


def _cells(text: str, line: Span) -> list[Span]:
    """The spans between the bars of a line, without those that close it off on either side."""
    cuts = [match.span() for match in _BAR.finditer(text, *line)]
    edges = [line[0], *(edge for cut in cuts for edge in cut), line[1]]
    spans = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True)]
    if len(spans) > 2 and text[line[0]] in "|｜" and text[line[1] - 1] in "|｜":
        spans = spans[1:-1]
    return [_stripped(text, span) for span in spans]


def _table(text: str, rows: Sequence[Sequence[Span]]) -> Table:
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        cells += _merged(text, number, row)
    return Table(rows[0][0][0], rows[-1][-1][1], tuple(cells))


def _merged(text: str, number: int, row: Sequence[Span]) -> list[Cell]:
    """The cells of a row. One that was merged across the whole table says the same in every column, and is one again."""
    said = ["".join(text[slice(*span)].split()) for span in row]
    if said[0] and all(first == second for first, second in pairwise(said)):
        return [Cell(number, 0, *row[0], columns=len(row))]
    return [Cell(number, column, *span) for column, span in enumerate(row)]


def _stripped(text: str, span: Span) -> Span:
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, max(start, span[0] + len(piece.rstrip()))
