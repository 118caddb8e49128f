"""A sheet of cells as source text: its tables told apart, and the titles, units and notes around them as lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from ingest.readers.builder import Builder, GridCell
from ingest.readers.sheet_rows import Row, blocks, is_above, is_figure, is_labelled, rows_of

_UNSAID = re.compile(r"(?:sheet|工作表|表格?|chart|图表)\s*\d*(?:\s*\(\d+\))?", re.I)
_NOTE = re.compile(r"(?:注|备注|说明|附注|填表说明|数据来源|资料来源|来源|单位|制表|填报|填表|审核|统计|联系)")
_NOTED = re.compile(r"(?:注|备注|说明|附注|填表说明|数据来源|资料来源)\s*[：:\d]")
_COUNTED = re.compile("序号|编号|名次|排名|年份?|年度|代码|班级|年级")
_SENTENCE = 18  # characters of a lone cell under a table that is no row of it


@dataclass(slots=True)
class Sheet:
    """A sheet. cells: texts by row and column from 0, those that show nothing left out; merged: how many rows and
    columns the cell at a place spans; aside: lines that belong to no cell and are no text of the document, beside:
    those that are."""

    name: str = ""
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


def write_sheets(builder: Builder, sheets: Iterable[Sheet]) -> None:
    """Write sheets, a page each; those that hold nothing are counted and stay empty."""
    for number, sheet in enumerate(sheets, 1):
        builder.page(number, sheet.name)
        write_sheet(builder, sheet)


def write_sheet(builder: Builder, sheet: Sheet) -> None:
    """Write a sheet. Its name is a heading where it says something that its first lines do not."""
    rows = rows_of(sheet.cells, sheet.merged)
    top = "".join(cell.text for row in rows[:3] for cell in row)
    said = not sheet.name.strip() or _UNSAID.fullmatch(sheet.name.strip()) or _squeezed(sheet.name) in _squeezed(top)
    if not said and (rows or sheet.beside):
        builder.line(sheet.name.strip(), 1)
    for block, again in blocks(rows):
        _write_block(builder, block)
        for row in again:
            _line(builder, row, aside=True)
    for line in sheet.beside:
        builder.line(line)
    for line in sheet.aside:
        builder.line(line, aside=True)


def _write_block(builder: Builder, block: list[Row]) -> None:
    first, last = 0, len(block)
    while first < last and is_above(block, first):
        first += 1
    reaches = [0, *accumulate((max(cell.row + cell.rows for cell in row) for row in block[first:]), max)]
    while last > first and _is_below(block[last - 1], reaches[last - 1 - first]):
        last -= 1
    last = first + _end_of_table(block[first:last], reaches)
    for row in block[:first]:
        _line(builder, row)
    parts = _beside(block[first:last])
    for part in parts:
        if len(parts) > 1:
            _write_block(builder, part)
        else:
            _table(builder, part)
    for row in block[last:]:
        _line(builder, row)


def _is_below(row: Row, reach: int) -> bool:
    """Whether the last row is a note under the table. reach: the row before which the cells above it end."""
    if is_labelled(row):
        return True
    cell = row[0]
    return (
        len(row) == 1
        and reach <= cell.row
        and (bool(_NOTE.match(cell.text)) or cell.columns > 1 or len(cell.text) >= _SENTENCE)
    )


def _end_of_table(table: list[Row], reaches: list[int]) -> int:
    """Where a note stands with nothing but short rows under it, such as a telephone's; else the number of rows.
    reaches: as _is_below wants them, for each row."""
    above = list(accumulate(map(len, table), max))
    below = list(accumulate(map(len, reversed(table)), max))[::-1]
    for at, row in enumerate(table):
        noted = at and len(row) == 1 and _NOTED.match(row[0].text) and _is_below(row, reaches[at])
        if noted and below[at] * 2 <= above[at - 1]:
            return at
    return len(table)


def _line(builder: Builder, row: Row, aside: bool = False) -> None:
    for line in re.split(r"\s*\n\s*", "  ".join(cell.text for cell in row)):
        builder.line(line, aside=aside)


def _beside(rows: list[Row]) -> list[list[Row]]:
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
    return parts if len(parts) > 1 and all(map(_stands_alone, parts)) else [rows]


def _stands_alone(part: list[Row]) -> bool:
    """Whether a part of a table beside others is a table: its first column names its rows, under a title of its own or
    none."""
    head = next((at for at, row in enumerate(part) if len(row) > 1), len(part))
    body = part[head + 1 :]
    if not body or head > 1:
        return False
    names = [row[0].text for row in body if row[0].column == part[head][0].column]
    figures = sum(map(is_figure, names))
    return figures * 2 <= len(names) or bool(_COUNTED.fullmatch(part[head][0].text))


def _table(builder: Builder, rows: list[Row]) -> None:
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
