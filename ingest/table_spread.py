"""Tables whose cells stand a line each with lines of nothing but a tab between them: where a cell ends, such a line
follows; where a row ends, or a paragraph within a cell, none does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.source import Span
from ingest.table_align import Profile, align, profiles
from rag.layout import Cell, Table

_FEWEST = 3  # rows
_LONGEST = 120  # characters of a line that may be a cell
_ALONE = re.compile(r"\n[ \u3000]*\t[ \t\u3000]*(?=\r?\n)")  # a line of nothing but tabs
_CONTINUES = re.compile("[（(]")  # how the second paragraph of a cell begins


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line that says something. closes: a cell ends with it; empty: an empty cell stands behind it."""

    span: Span
    closes: bool = False
    empty: bool = False


def spread_tables(text: str, lines: Sequence[Span]) -> list[Table]:
    """The tables of that kind among lines that say something, in order."""
    found = []
    for pieces in _runs(text, lines):
        rows = list(_rows(text, pieces))
        width = max(map(len, rows))
        if len(rows) > _FEWEST and width > 1 and len(rows[0]) == width:
            found.append(_table(text, rows, width))
    return found


def _runs(text: str, lines: Sequence[Span]) -> Iterator[list[_Piece]]:
    """Lines that follow one another with a tab behind each."""
    run: list[_Piece] = []
    for at, span in enumerate(lines):
        below = lines[at + 1][0] if at + 1 < len(lines) else len(text)
        gap = text[span[1] : below]
        if "\t" in gap.split("\n")[0] and span[1] - span[0] <= _LONGEST and "\t" not in text[slice(*span)]:
            closes = bool(_ALONE.search(gap))
            run.append(_Piece(span, closes, closes and re.sub("[ \t\r\u3000]", "", gap).count("\n") > 3))
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _rows(text: str, pieces: Sequence[_Piece]) -> Iterator[list[Span]]:
    """The rows, each the spans of its cells; an empty one is a span of nothing."""
    row: list[Span] = []
    opens = True  # whether the next piece begins a cell
    for piece in pieces:
        continues = bool(_CONTINUES.match(text, piece.span[0])) and bool(row) and not opens
        if not opens and not continues and row:
            yield row
            row, opens = [], True
        if continues:
            row[-1] = (row[-1][0], piece.span[1])
        else:
            row.append(piece.span)
        opens = piece.closes
        if piece.empty:
            row.append((piece.span[1], piece.span[1]))
            yield row
            row, opens = [], True
    if row:
        yield row


def _table(text: str, rows: list[list[Span]], width: int) -> Table:
    """The table of these rows; a cell that a row lacks is covered by that beside it or by that above."""
    said = [[text[slice(*span)] for span in row] for row in rows]
    columns = profiles(said[1:], width)
    placed: list[dict[int, Span]] = []
    for row, words in zip(rows, said, strict=True):
        placed.append(dict(zip(_places(words, columns), row, strict=True)))
    cells: list[Cell] = []
    for number, row in enumerate(placed):
        taken = sorted(row)
        for at, column in enumerate(taken):
            beside = taken[at + 1] if at + 1 < len(taken) else column + 1
            # An empty cell is written; one that is not there is covered from above.
            others = range(number + 1, len(placed))
            below = next((each for each in others if min(placed[each]) <= column <= max(placed[each])), len(placed))
            height = below - number if number else 1
            cells.append(Cell(number, column, *row[column], rows=height, columns=beside - column))
    return Table(rows[0][0][0], rows[-1][-1][1], tuple(cells))


def _places(words: Sequence[str], columns: Sequence[Profile]) -> list[int]:
    places = align(words, columns)
    return places if len(set(places)) == len(places) else list(range(len(words)))
