"""Tables that go on over a page break are put together again."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.builder import GridCell
from ingest.readers.pages.placed import PlacedTable

_SAME_EDGE = 0.012  # share of the page's width by which an edge may shift over the break
_MOST_HEAD = 4  # rows of a header that may be said again
_ENDED = re.compile("[。！？；;：:]$")
CONTINUED = re.compile(
    r"^(?:[（(]?\s*(?:接上表|续上?表)\s*[\d一二三四五六七八九十.-]*\s*[)）]?.{0,20}|.{0,30}[（(]续[)）])$"
)


@dataclass(slots=True)
class Joined:
    """A table in the making. cells: each with the index of the page it stands on; said_again: its header, row by
    row."""

    cells: list[tuple[GridCell, int]]
    edges: tuple[float, ...]
    said_again: list[tuple[int, str]]

    @property
    def rows(self) -> int:
        return max(cell.row + cell.rows for cell, _ in self.cells)


def opened(table: PlacedTable, page: int) -> Joined:
    """A table as it stands on a page."""
    return Joined([(cell, page) for cell in table.cells], _column_edges(table), [])


def join_table(above: Joined, below: PlacedTable, page: int) -> bool:
    """Put a table at the head of a page under the one that ended the page before. False if it is another one."""
    edges = _column_edges(below)
    if len(edges) != len(above.edges) or any(abs(a - b) > _SAME_EDGE for a, b in zip(above.edges, edges, strict=True)):
        return False
    first, second = _rows([cell for cell, _ in above.cells]), _rows(below.cells)
    head = _repeated(first, second)
    above.said_again += [(page, "\t".join(cell.text for cell in second[row])) for row in range(head)]
    rest = [replace(cell, row=cell.row - head) for cell in below.cells if cell.row >= head]
    at = above.rows
    for cell in _continued(above, [cell for cell in rest if cell.row == 0]):
        rest.remove(cell)
    kept = {cell.row for cell in rest}
    if rest and 0 not in kept:
        at -= 1  # the row that the break cut has been mended
    above.cells += [(replace(cell, row=cell.row + at), page) for cell in rest]
    return True


def _column_edges(table: PlacedTable) -> tuple[float, ...]:
    """Left edges of the columns and the right edge of the last, as far as boxes tell them."""
    lefts: dict[int, float] = {}
    for cell in table.cells:
        if cell.box and cell.column not in lefts:
            lefts[cell.column] = cell.box.left
    if len(lefts) < 2:
        columns = max((cell.column + cell.columns for cell in table.cells), default=0)
        return (table.left, *[0.0] * (columns - 1), table.right)
    return (*(lefts[column] for column in sorted(lefts)), table.right)


def _rows(cells: Sequence[GridCell]) -> dict[int, list[GridCell]]:
    rows: dict[int, list[GridCell]] = defaultdict(list)
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(cell)
    return rows


def _said(row: list[GridCell]) -> tuple[tuple[int, str], ...]:
    return tuple((cell.column, re.sub(r"\s+", "", cell.text)) for cell in row)


def _repeated(first: dict[int, list[GridCell]], second: dict[int, list[GridCell]]) -> int:
    """How many rows of the second table say the header of the first again."""
    head = 0
    while head < _MOST_HEAD and head + 1 < len(second) and _said(first[head]) == _said(second[head]):
        if not any(cell.text for cell in second[head]):
            break
        head += 1
    # A header that spans rows is taken whole or not at all.
    while head and any(cell.row + cell.rows > head for row in range(head) for cell in second[row]):
        head -= 1
    return head


def _continued(above: Joined, row: list[GridCell]) -> list[GridCell]:
    """The cells of a first row that only go on with cells above the break; those above are made to hold them."""
    if not row or row[0].column != 0 or row[0].text:
        return []
    last = above.rows - 1
    over = {cell.column: at for at, (cell, _) in enumerate(above.cells) if cell.row + cell.rows - 1 == last}
    if not all(cell.column in over for cell in row):
        return []
    parent = above.cells[over[0]][0]
    if parent.rows > 1 or row[0].rows > 1:
        # A cell that spans rows goes on below the break; its row is a row of its own, or the rest of one.
        mended = _is_rest(above, over, row[1:])
        above.cells[over[0]] = (replace(parent, rows=parent.rows + row[0].rows - mended), above.cells[over[0]][1])
        if not mended:
            return [row[0]]
        _mend(above, over, row[1:])
        return row
    if len(row) < 2 or not _cut(above, over, row):
        return []
    _mend(above, over, row)
    return row


def _mend(above: Joined, over: dict[int, int], row: list[GridCell]) -> None:
    for cell in row:
        at = over[cell.column]
        upper, page = above.cells[at]
        above.cells[at] = (replace(upper, text=upper.text + cell.text), page)


def _is_rest(above: Joined, over: dict[int, int], row: list[GridCell]) -> bool:
    """Whether cells beside one that goes on below the break only end what the row above it says: few of them say
    anything, where that row says much."""
    if any(cell.rows > 1 for cell in row):
        return False
    going = [cell for cell in row if cell.text]
    empty = sum(not cell.text and bool(above.cells[over[cell.column]][0].text) for cell in row)
    return empty > 1 and empty > len(going) and _cut(above, over, row)


def _cut(above: Joined, over: dict[int, int], row: list[GridCell]) -> bool:
    """Whether the row above the break was cut by it: some of its cells go on in mid-sentence, the others are done."""
    going = [(above.cells[over[cell.column]][0].text, cell.text) for cell in row if cell.text]
    return bool(going) and all(upper and not _ENDED.search(upper) for upper, _ in going)
