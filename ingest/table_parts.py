"""Tables that a file stores as one and that are several: each under a title of its own, across the columns of the one
above."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate

from ingest.cells import holds_figure, words_in
from ingest.table_head import is_name, read_head, rows_of
from rag.layout import Cell, Table
from rag.tables.values import is_nothing, is_serial_name

_LONGEST_NAME = 20  # characters of the name of a column
_READ = 40  # rows below a title that tell whether it is one


def parts_of(text: str, table: Table, is_caption: Callable[[str], bool]) -> Iterator[Table]:
    """The tables that a table is made of, in order, mostly itself. is_caption: whether a line may entitle a table."""
    cuts = _Rows(text, table).cuts(is_caption)
    if len(cuts) == 1:
        yield table
    else:
        yield from _parts(table, cuts)


class _Rows:
    """Goes through the rows of a table. since: the first row of the part that is gone through; figures: how many rows
    below that one have a figure in each column."""

    def __init__(self, text: str, table: Table) -> None:
        self.text = text
        self.rows = rows_of(table)
        self.crossed = _crossed(table, len(self.rows))
        self.since = 0
        self.figures: Counter[int] = Counter()

    def cuts(self, is_caption: Callable[[str], bool]) -> list[int]:
        """The rows that parts begin with, the first of all among them."""
        found = [0]
        for at in range(2, len(self.rows) - 2):
            if at - 1 > self.since:
                self.figures.update(self._figures(at - 1))
            if at == self.since + 1 or self.crossed[at] or not (self._begins(at, is_caption) or self._renames(at)):
                continue
            found.append(at)
            self.since, self.figures = at, Counter()
        return found

    def _said(self, cell: Cell) -> str:
        return words_in(self.text, cell)

    def _figures(self, at: int) -> set[int]:
        """The columns in which a row has figures."""
        return {cell.column for cell in self.rows[at] if holds_figure(self._said(cell))}

    def _begins(self, at: int, is_caption: Callable[[str], bool]) -> bool:
        """Whether a row entitles another table: it is a title alone, and the next row names columns, as the first of
        the table did or by what each is called."""
        filled = [cell for cell in self.rows[at] if self._said(cell)]
        if len(filled) != 1 or filled[0].column or not is_caption(self.text[filled[0].start : filled[0].end].strip()):
            return False
        below = [self._said(cell) for cell in self.rows[at + 1] if self._said(cell)]
        if len(below) < 2:
            return False
        if below in ([self._said(cell) for cell in row if self._said(cell)] for row in self.rows[: min(at, 4)]):
            return True
        read = self.rows[at : at + _READ]
        cells = [
            replace(cell, row=number, rows=min(cell.rows, len(read) - number))
            for number, row in enumerate(read)
            for cell in row
        ]
        head = read_head(self.text, Table(cells[0].start, cells[-1].end, tuple(cells)))
        return head.rows > 1 and head.title == (filled[0].start, filled[0].end)

    def _renames(self, at: int) -> bool:
        """Whether a row within a table names its columns anew: words, all of them different, where figures stand above
        and below."""
        said = {cell.column: self._said(cell) for cell in self.rows[at]}
        names = [name for name in said.values() if name]
        if len(names) < len(said) or len(names) < 3 or len(set(names)) < len(names):
            return False
        first = self._said(self.rows[self.since][0]) if self.rows[self.since] else ""
        # The name of the first column tells it from a row that has words for want of figures.
        if not (names[0] == first or is_name(names[0]) or is_serial_name(names[0])):
            return False
        if any(map(_is_no_name, names)):
            return False
        below, above = self._figures(at + 1), at - self.since - 1
        steady = {column for column in below if self.figures[column] * 2 > above}
        return len(steady) >= 2 and 2 * len(steady) >= len(below) and steady <= set(said)


def _is_no_name(words: str) -> bool:
    return len(words) > _LONGEST_NAME or is_nothing(words) or holds_figure(words)


def _crossed(table: Table, count: int) -> list[bool]:
    """Of each row, whether a cell reaches into it from above."""
    change = [0] * (count + 1)
    for cell in table.cells:
        change[min(cell.row + 1, count)] += 1
        change[min(cell.row + cell.rows, count)] -= 1
    return [open_cells > 0 for open_cells in accumulate(change)]


def _parts(table: Table, cuts: list[int]) -> Iterator[Table]:
    """The parts of a table that begin with rows."""
    stops = [*cuts[1:], max(cell.row for cell in table.cells) + 1]
    cells: list[list[Cell]] = [[] for _ in cuts]
    for cell in table.cells:
        part = bisect_right(cuts, cell.row) - 1
        rows = min(cell.rows, stops[part] - cell.row)
        cells[part].append(replace(cell, row=cell.row - cuts[part], rows=rows))
    for number, own in enumerate(cells):
        start = own[0].start if number else table.start
        end = max((cell.end for cell in own), default=table.start) if number < len(cuts) - 1 else table.end
        yield Table(start, end, tuple(own), 0 if number else table.head)
