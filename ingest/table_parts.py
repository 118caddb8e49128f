"""Tables that a file stores as one and that are several: each under a title of its own, across the columns of the one above."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.table_head import is_name, read_head, rows_of
from rag.layout import Cell, Table
from rag.tables.values import is_figure, is_nothing, is_serial_name, is_year

_LONGEST_NAME = 20  # characters of the name of a column


def parts_of(text: str, table: Table, is_caption: Callable[[str], bool]) -> Iterator[Table]:
    """The tables that a table is made of, in order, mostly itself. is_caption: whether a line may entitle a table."""
    rows = rows_of(table)
    cuts = [0]
    for at in range(2, len(rows) - 2):
        if at > cuts[-1] + 1 and (
            _begins(text, table, rows, at, is_caption) or _renames(text, table, rows, cuts[-1], at)
        ):
            cuts.append(at)
    if len(cuts) == 1:
        yield table
        return
    for first, last in zip(cuts, [*cuts[1:], len(rows)], strict=True):
        yield _part(table, first, last)


def _begins(text: str, table: Table, rows: list[list[Cell]], at: int, is_caption: Callable[[str], bool]) -> bool:
    """Whether a row entitles another table: nothing reaches into it, it is a title alone, and the next row names columns,
    as the first of the table did or by what each is called."""
    filled = [cell for cell in rows[at] if _said(text, cell)]
    if len(filled) != 1 or filled[0].column or not is_caption(text[filled[0].start : filled[0].end].strip()):
        return False
    if any(cell.row < at < cell.row + cell.rows for cell in table.cells):
        return False
    below = [_said(text, cell) for cell in rows[at + 1] if _said(text, cell)]
    if below in ([_said(text, cell) for cell in row if _said(text, cell)] for row in rows[: min(at, 4)]):
        return len(below) > 1
    head = read_head(text, replace(_part(table, at, len(rows)), head=0))
    return head.rows > 1 and head.title == (filled[0].start, filled[0].end) and len(below) > 1


def _renames(text: str, table: Table, rows: list[list[Cell]], since: int, at: int) -> bool:
    """Whether a row within a table names its columns anew: words, all of them different, where figures stand above and below."""
    said = {cell.column: _said(text, cell) for cell in rows[at]}
    names = [name for name in said.values() if name]
    if len(names) < len(said) or len(names) < 3 or len(set(names)) < len(names):
        return False
    if any(len(name) > _LONGEST_NAME or is_nothing(name) or (is_figure(name) and not is_year(name)) for name in names):
        return False
    if any(cell.row < at < cell.row + cell.rows for cell in table.cells):
        return False
    above = [_figures(text, row) for row in rows[since + 1 : at]]
    below = _figures(text, rows[at + 1])
    steady = {column for column in below if sum(column in row for row in above) * 2 > len(above)}
    first = _said(text, rows[since][0]) if rows[since] else ""
    # The name of the first column tells it from a row that has words for want of figures.
    called = names[0] == first or is_name(names[0]) or is_serial_name(names[0])
    return called and len(steady) >= 2 and 2 * len(steady) >= len(below) and steady <= set(said)


def _figures(text: str, row: list[Cell]) -> set[int]:
    return {cell.column for cell in row if is_figure(_said(text, cell)) and not is_year(_said(text, cell))}


def _part(table: Table, first: int, last: int) -> Table:
    """The rows first:last of a table, as one."""
    cells = tuple(
        replace(cell, row=cell.row - first, rows=min(cell.rows, last - cell.row))
        for cell in table.cells
        if first <= cell.row < last
    )
    ends = max(cell.row for cell in table.cells) < last
    start, end = cells[0].start if first else table.start, table.end if ends else max(cell.end for cell in cells)
    return Table(start, end, cells, 0 if first else table.head)


def _said(text: str, cell: Cell) -> str:
    return "".join(text[cell.start : cell.end].split())
