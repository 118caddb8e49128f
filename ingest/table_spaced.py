"""Tables of plain lines whose columns are parted by nothing but spaces: told by figures that stand in the same places
of line after line, below a line of as many names."""

import re
from collections.abc import Sequence

from ingest.cells import holds_figure
from ingest.source import Span
from rag.layout import Cell, Table
from rag.tables.values import is_nothing

_FEWEST = 3  # rows below the names
_NARROWEST = 3  # columns; fewer are told by wide gaps only
_GAP = re.compile("[ \u3000\u00a0]+")
_WIDE = re.compile("[ \u3000\u00a0]{2,}|\u3000")
_FIGURES = 0.5  # share of the columns that hold figures
_PROSE = re.compile("[。；;，,]$")


def spaced_tables(text: str, lines: Sequence[Span]) -> list[Table]:
    """The tables among lines that say something, in order."""
    found: list[Table] = []
    at = 0
    while at + _FEWEST < len(lines):
        rows = _rows(text, lines, at, _WIDE, 2) or _rows(text, lines, at, _GAP, _NARROWEST)
        if not rows:
            at += 1
            continue
        cells = tuple(Cell(number, column, *span) for number, row in enumerate(rows) for column, span in enumerate(row))
        found.append(Table(rows[0][0][0], rows[-1][-1][1], cells))
        at += len(rows)
    return found


def _rows(text: str, lines: Sequence[Span], at: int, gap: re.Pattern[str], narrowest: int) -> list[list[Span]]:
    """The rows of the table whose names stand in a line; none where there is no such table."""
    head = _cells(text, lines[at], gap)
    if len(head) < narrowest or any(
        holds_figure(text[slice(*cell)]) or _PROSE.search(text[slice(*cell)]) for cell in head
    ):
        return []
    rows: list[list[Span]] = []
    kinds: list[bool] = []
    for line in lines[at + 1 :]:
        row = _cells(text, line, gap)
        if len(row) != len(head):
            break
        figures = [holds_figure(text[slice(*cell)]) for cell in row]
        kinds = kinds or figures
        if kinds[0] or sum(kinds) < _FIGURES * len(kinds):
            return []  # the first row says what the others hold, so that none of them needs to be read
        # A dash stands for a figure too.
        if any(
            one != other and not is_nothing(text[slice(*cell)])
            for one, other, cell in zip(kinds, figures, row, strict=True)
        ):
            break
        rows.append(row)
    return [head, *rows] if len(rows) >= _FEWEST else []


def _cells(text: str, line: Span, gap: re.Pattern[str]) -> list[Span]:
    if "\t" in text[slice(*line)] or "|" in text[slice(*line)]:
        return []
    cuts = [match.span() for match in gap.finditer(text, *line)]
    edges = [line[0], *(edge for cut in cuts for edge in cut), line[1]]
    return list(zip(edges[::2], edges[1::2], strict=True))
