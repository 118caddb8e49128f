"""Tables that a file stores as one and that are several: each under a title of its own, across the columns of the one above."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.table_head import read_head, rows_of
from rag.layout import Cell, Table


def parts_of(text: str, table: Table, is_caption: Callable[[str], bool]) -> Iterator[Table]:
    """The tables that a table is made of, in order, mostly itself. is_caption: whether a line may entitle a table."""
    rows = rows_of(table)
    cuts = [0]
    for at in range(2, len(rows) - 2):
        if at > cuts[-1] + 1 and _begins(text, table, rows, at, is_caption):
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
