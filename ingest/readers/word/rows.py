"""Rows of a table whose cells know only their edges, as Word's old formats keep them, to cells in a grid."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.builder import GridCell

_SAME = 60  # twentieths of a point up to which two edges are one


@dataclass(slots=True)
class RowCell:
    """A cell. left, right: in twentieths of a point; down: 1 where it goes on from above, 3 where such a cell begins;
    across: not 0 where it is merged sidewards, and of a set the first one's differs from the others'."""

    text: str = ""
    left: int = 0
    right: int = 0
    down: int = 0
    across: int = 0


@dataclass(slots=True)
class Row:
    """A row. head: it is repeated on every page."""

    cells: list[RowCell] = field(default_factory=list)
    head: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells, merged ones once, how many columns it has and how many rows at its top are repeated on every
    page."""

    cells: tuple[GridCell, ...]
    columns: int
    head: int


@dataclass(slots=True)
class _Placed:
    row: int
    column: int
    texts: list[str]
    rows: int
    columns: int


def grid(rows: Sequence[Row]) -> Grid:
    """The cells of a table by row and column."""
    edges = _edges(rows)
    found: list[_Placed] = []
    above: dict[tuple[int, int], _Placed] = {}
    for number, row in enumerate(rows):
        now: dict[tuple[int, int], _Placed] = {}
        for start, end, cells in _across(row, edges):
            down = cells[0].down
            placed = above.get((start, end)) if down == 1 else None
            if placed is None:
                placed = _Placed(number, start, [], 1, end - start)
                found.append(placed)
            placed.rows = number - placed.row + 1
            placed.texts += [cell.text for cell in cells if cell.text]
            if down:
                now[start, end] = placed
        above = now
    head = next((number for number, row in enumerate(rows) if not row.head), 0)
    columns = sorted({each.column for each in found})
    return Grid(
        tuple(GridCell(each.row, each.column, "\n".join(each.texts), each.rows, each.columns) for each in found),
        len(columns),
        head,
    )


def _edges(rows: Sequence[Row]) -> list[int]:
    """The edges of the table's columns, from left to right; those that nearly coincide once. [] where the file tells
    none."""
    if any(cell.right <= cell.left for row in rows for cell in row.cells):
        return []
    edges: list[int] = []
    for edge in sorted({edge for row in rows for cell in row.cells for edge in (cell.left, cell.right)}):
        if not edges or edge - edges[-1] > _SAME:
            edges.append(edge)
    return edges


def _across(row: Row, edges: list[int]) -> list[tuple[int, int, list[RowCell]]]:
    """The cells of a row, those merged sidewards together: the first column, the one after its last, the cells."""
    placed: list[tuple[int, int, list[RowCell]]] = []
    for index, cell in enumerate(row.cells):
        start, end = (_column(edges, cell.left), _column(edges, cell.right)) if edges else (index, index + 1)
        start = max(start, placed[-1][1] if placed else 0)
        end = max(end, start + 1)
        first = placed[-1][2][0].across if placed else 0
        if cell.across and first and cell.across != first:
            begin, _, cells = placed[-1]
            placed[-1] = begin, end, [*cells, cell]
        else:
            placed.append((start, end, [cell]))
    return placed


def _column(edges: list[int], edge: int) -> int:
    return bisect_left(edges, edge - _SAME)
