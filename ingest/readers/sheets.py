"""A sheet of cells as source text: its tables told apart, and the titles, units and notes around them as lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.builder import Builder, GridCell

_UNSAID = re.compile(r"(?:sheet|工作表|表格?|chart|图表)\s*\d*(?:\s*\(\d+\))?", re.I)
_NOTE = re.compile(r"(?:注|备注|说明|附注|填表说明|数据来源|资料来源|来源|单位|制表|填报|填表|审核|统计|联系)")
_LABELLED = re.compile(r"^[^：:]{1,12}[：:]")
_FIGURE = re.compile(r"[-+(]?[¥￥$]?\d[\d,.]*\s*[%％)]?$")
_SENTENCE = 18  # characters of a lone cell under a table that is no row of it


@dataclass(slots=True)
class Sheet:
    """A sheet. cells: texts by row and column from 0, those that show nothing left out; merged: how many rows and columns the
    cell at a place spans; aside: lines that belong to no cell and are no text of the document, beside: those that are."""

    name: str = ""
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    text: str
    rows: int
    columns: int


_Rows = list[list[_Cell]]


def write_sheets(builder: Builder, sheets: Iterable[Sheet]) -> None:
    """Write sheets, a page each; those that hold nothing are counted and stay empty."""
    for number, sheet in enumerate(sheets, 1):
        builder.page(number, sheet.name)
        write_sheet(builder, sheet)


def write_sheet(builder: Builder, sheet: Sheet) -> None:
    """Write a sheet. Its name is a heading where it says something that its first lines do not."""
    rows = _rows(sheet)
    top = "".join(cell.text for row in rows[:3] for cell in row)
    said = not sheet.name.strip() or _UNSAID.fullmatch(sheet.name.strip()) or _squeezed(sheet.name) in _squeezed(top)
    if not said and (rows or sheet.beside):
        builder.line(sheet.name.strip(), 1)
    for block in _joined(list(_blocks(rows))):
        _write_block(builder, block)
    for line in sheet.beside:
        builder.line(line)
    for line in sheet.aside:
        builder.line(line, aside=True)


def _rows(sheet: Sheet) -> _Rows:
    """The rows that show something, from the top; a cell that is merged over rows stands in its first one."""
    found: dict[int, list[_Cell]] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        if text := text.strip():
            found.setdefault(row, []).append(_Cell(row, column, text, *sheet.merged.get((row, column), (1, 1))))
    return [found[row] for row in sorted(found)]


def _blocks(rows: _Rows) -> Iterator[_Rows]:
    """Rows that follow each other; a row that shows nothing stands between two blocks."""
    block: _Rows = []
    last = -1
    for row in rows:
        if block and row[0].row > last + 1:
            yield block
            block = []
        block.append(row)
        last = max(last, *(cell.row + cell.rows - 1 for cell in row))
    if block:
        yield block


def _joined(blocks: list[_Rows]) -> Iterator[_Rows]:
    """Blocks, those of one table that an empty row interrupts put together: figures go on under figures."""
    held: _Rows = []
    for block in blocks:
        if held and _goes_on(held[-1], block[0]):
            held = [*held, *block]
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _goes_on(above: list[_Cell], below: list[_Cell]) -> bool:
    if len(above) < 2 or len(below) < 2 or {cell.column for cell in below} - {cell.column for cell in above}:
        return False
    figures = {cell.column for cell in above if _FIGURE.match(cell.text)}
    return bool(figures) and figures == {cell.column for cell in below if _FIGURE.match(cell.text)}


def _write_block(builder: Builder, block: _Rows) -> None:
    first, last = 0, len(block)
    while first < last and _is_above(block, first):
        first += 1
    while last > first and _is_below(block, first, last - 1):
        last -= 1
    for row in block[:first]:
        _line(builder, row)
    for part in _beside(block[first:last]):
        _table(builder, part)
    for row in block[last:]:
        _line(builder, row)


def _is_above(block: _Rows, at: int) -> bool:
    """Whether a row is a title or a unit over the table: it shows one cell, or nothing but labels with what they say."""
    row = block[at]
    if all(_LABELLED.match(cell.text) for cell in row):
        return True
    return len(row) == 1 and (
        row[0].rows == 1 or at + 1 == len(block) or block[at + 1][0].row >= row[0].row + row[0].rows
    )


def _is_below(block: _Rows, first: int, at: int) -> bool:
    """Whether the last row is a note under the table."""
    row = block[at]
    if all(_LABELLED.match(cell.text) for cell in row):
        return True
    cell = row[0]
    inside = any(above.row + above.rows > cell.row for upper in block[first:at] for above in upper)
    return (
        len(row) == 1
        and not inside
        and (bool(_NOTE.match(cell.text)) or cell.columns > 1 or len(cell.text) >= _SENTENCE)
    )


def _line(builder: Builder, row: Sequence[_Cell]) -> None:
    for line in re.split(r"\s*\n\s*", "  ".join(cell.text for cell in row)):
        builder.line(line)


def _beside(rows: _Rows) -> list[_Rows]:
    """Tables that stand side by side with an empty column between them."""
    if not rows:
        return []
    used = sorted({column for row in rows for cell in row for column in range(cell.column, cell.column + cell.columns)})
    gaps = [right for left, right in pairwise(used) if right > left + 1]
    bounds = [used[0], *gaps, used[-1] + 1]
    parts = [
        [part for row in rows if (part := [cell for cell in row if start <= cell.column < end])]
        for start, end in pairwise(bounds)
    ]
    whole = all(len(part) > 1 and len({cell.column for row in part for cell in row}) > 1 for part in parts)
    return parts if whole and all(len(part[0]) > 1 for part in parts) else [rows]


def _table(builder: Builder, rows: _Rows) -> None:
    cells = [cell for row in rows for cell in row]
    left = min(cell.column for cell in cells)
    right = max(cell.column + cell.columns for cell in cells)
    if len({cell.column for cell in cells}) == 1:
        for row in rows:
            _line(builder, row)
        return
    bottom = max(cell.row for cell in cells)
    # Rows that show nothing inside a table are left out of it.
    numbers = sorted({row for cell in cells for row in range(cell.row, min(cell.row + cell.rows, bottom + 1))})
    places = {number: index for index, number in enumerate(numbers)}
    written: list[GridCell] = []
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        rows_of = [places[row] for row in range(cell.row, cell.row + cell.rows) if row in places]
        written.append(GridCell(rows_of[0], cell.column - left, cell.text, len(rows_of), cell.columns))
        covered |= {
            (row, column - left) for row in rows_of for column in range(cell.column, cell.column + cell.columns)
        }
    written += [
        GridCell(row, column, "")
        for row in range(len(numbers))
        for column in range(right - left)
        if (row, column) not in covered
    ]
    builder.table(written)


def _squeezed(text: str) -> str:
    return "".join(text.split())
