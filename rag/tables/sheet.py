"""A table read as data. Names and values are slices of the source text; merged cells hold for every row and column
they span."""

import re

from rag.layout import Cell, Table
from rag.tables.columns import read_columns, read_unit
from rag.tables.doubled import unfolded
from rag.tables.filled import fill_down
from rag.tables.grid import Grid, Said
from rag.tables.keys import read_keys
from rag.tables.model import Column, Row, Sheet, Value
from rag.tables.values import is_counter, is_total

_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_LONGEST_SECTION = 60  # characters of a heading within the table; what is longer is a remark
_SHARED = 3  # columns from which a cell that spans all of them is a heading within the table


def read_sheet(text: str, table: Table) -> Sheet:
    """A table of a source text as data. table.head: the rows that name its columns, at least 1."""
    cells, head = unfolded(text, table)
    grid = Grid(cells)

    def said(cell: Cell) -> str:
        return text[cell.start : cell.end].strip()

    fill_down(grid.places, head, grid.height, grid.width, said)
    unit = read_unit(text, table, grid)
    columns = read_columns(grid, head, unit, said)
    names = [number for number in range(head, grid.height) if grid.row(number)]
    rows: list[Row] = []
    notes: list[tuple[int, int]] = []
    section = ""
    for number in names:
        filled = grid.filled(number, said)
        if not filled:
            continue
        if cells is not table.cells:
            if all(columns[cell.column].serial and is_counter(said(cell)) for cell in filled):
                continue  # a half that was left blank
            start, end = _record(text, filled)
        else:
            own = [cell for cell in filled if cell.row == number] or filled
            start, end = _line(text, own[0].start, own[-1].end)
        if head and [said(cell) for cell in filled] == _names_of(grid, head - 1, said):
            continue  # the head again, as at the top of a page
        if _is_heading(filled, grid, number, said):
            notes.append((start, end))
            section = said(filled[0]) if len(said(filled[0])) <= _LONGEST_SECTION else ""
            continue
        values = tuple(Value(_column_of(cell, columns, said), said(cell), cell.start, cell.end) for cell in filled)
        total = any(is_total(value.text) for value in values if not value.column.figures)
        rows.append(Row(number, start, end, values, section, total))
    keys = read_keys(columns, rows)
    caption = text[slice(*table.caption)].strip()
    return Sheet(table, caption, unit, columns, keys, tuple(rows), tuple(notes))


def _names_of(grid: Grid, number: int, said: Said) -> list[str]:
    return [said(cell) for cell in grid.row(number) if said(cell)]


def _column_of(cell: Cell, columns: tuple[Column, ...], said: Said) -> Column:
    """The column that a cell speaks in: the first that it covers which does not merely count, unless it counts
    itself."""
    covered = columns[cell.column : cell.column + max(1, cell.columns)]
    if covered[0].serial and is_counter(said(cell)):
        return covered[0]
    return next((column for column in covered if not column.serial), covered[0])


def _is_heading(filled: list[Cell], grid: Grid, number: int, said: Said) -> bool:
    """Whether a row is one cell of words across the whole table, or alone in its row; in a narrow one it has a number
    too."""
    if len(filled) != 1 or (grid.width < _SHARED and not (grid.width > 1 and _NUMBERED.match(said(filled[0])))):
        return False
    return filled[0].columns >= grid.width or (
        filled[0].column == 0 and filled[0].rows == 1 and number == filled[0].row
    )


def _record(text: str, filled: list[Cell]) -> tuple[int, int]:
    """The span of a record that shares its line with others, without what is merged into it from lines above."""
    last = max(filled, key=lambda cell: cell.start)
    own = [cell for cell in filled if "\n" not in text[cell.start : last.start]]
    return own[0].start, own[-1].end


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line that start:end stands in, without white space around it."""
    # Of the two signs one is often nowhere: it is sought in the line only, not in the whole text for every row.
    first = text.rfind("\n", 0, start) + 1
    first = max(first, text.rfind("\r", first, start) + 1)
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    early = text.find("\r", end, last)
    last = last if early < 0 else early
    line = text[first:last]
    return first + len(line) - len(line.lstrip()), first + len(line.rstrip())
