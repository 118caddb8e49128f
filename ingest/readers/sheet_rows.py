"""Rows of a sheet as blocks: where a table ends and another begins, and which rows only say a printed page's header
again."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_FIGURE = re.compile(r"[-+(]?[¥￥$]?\d[\d,.]*\s*[%％)]?$")
_LABELLED = re.compile(r"^[^：:]{1,12}[：:]")
_CAPTION = re.compile(r"附?表\s*[\d一二三四五六七八九十]")
_PAGE_NUMBER = re.compile(r"[-—(（]?\s*第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?\s*[-—)）]?")
_MOST_HEAD = 4  # rows that name the columns
_LATEST = 30  # rows that tell in which columns a table has figures


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows text; row and column from 0."""

    row: int
    column: int
    text: str
    rows: int
    columns: int


Row = list[SheetCell]


def rows_of(cells: Mapping[tuple[int, int], str], merged: Mapping[tuple[int, int], tuple[int, int]]) -> list[Row]:
    """The rows that show something, from the top; a cell that is merged over rows stands in its first one."""
    found: dict[int, Row] = {}
    for (row, column), text in sorted(cells.items()):
        if text := text.strip():
            found.setdefault(row, []).append(SheetCell(row, column, text, *merged.get((row, column), (1, 1))))
    return [found[row] for row in sorted(found)]


def blocks(rows: list[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Rows that belong together: a table with the lines right over and under it. With each, the rows that say its title
    and header again for another printed page, and page numbers: they are left out of it."""
    for held in _joined(list(_unbroken(rows))):
        kept, again = _said_once(held)
        parts = list(_stacked(kept))
        for part in parts[:-1]:
            yield part, []
        yield parts[-1], again


def is_labelled(row: Row) -> bool:
    """Whether a row is nothing but labels with what they say."""
    return all(_LABELLED.match(cell.text) for cell in row)


def is_above(block: list[Row], at: int) -> bool:
    """Whether a row is a title or a unit over the table: it shows one cell, or nothing but labels with what they
    say."""
    row = block[at]
    if is_labelled(row):
        return True
    return len(row) == 1 and (
        row[0].rows == 1 or at + 1 == len(block) or block[at + 1][0].row >= row[0].row + row[0].rows
    )


def is_figure(text: str) -> bool:
    """Whether a cell shows a number."""
    return bool(_FIGURE.match(text))


def _unbroken(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows that follow each other; a row that shows nothing stands between two."""
    block: list[Row] = []
    last = -1
    for row in rows:
        if block and row[0].row > last + 1:
            yield block
            block = []
        block.append(row)
        last = max(last, *(cell.row + cell.rows - 1 for cell in row))
    if block:
        yield block


def _joined(parts: list[list[Row]]) -> Iterator[list[Row]]:
    """Parts, those of one table that an empty row interrupts put together."""
    held: list[Row] = []
    for part in parts:
        if held and (_goes_on(held[-1], part) or _is_head_of(held, part[0])):
            held += part
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _goes_on(above: Row, part: list[Row]) -> bool:
    """Whether figures go on under figures, or a single row, such as a total, in the columns of the one above."""
    below = part[0]
    columns = {cell.column for cell in above}
    if len(above) < 2 or len(below) < 2 or {cell.column for cell in below} - columns:
        return False
    figures, under = _figures(above), _figures(below)
    single = all(len(row) == 1 or is_labelled(row) for row in part[1:])
    if (
        single
        and not is_labelled(below)
        and (under < figures if under else len(below) == len(above) > 2 and not figures)
    ):
        return True
    return bool(figures) and figures == under


def _is_head_of(held: list[Row], below: Row) -> bool:
    """Whether rows of words are the header of the figures under an empty row."""
    first = _first_row(held)
    head = held[first : first + _MOST_HEAD + 1]
    if not 0 < len(head) <= _MOST_HEAD or len(below) < 2 or not _figures(below):
        return False
    if any(len(row) < 2 or is_labelled(row) or _figures(row) for row in head):
        return False
    named = {column for row in head for cell in row for column in range(cell.column, cell.column + cell.columns)}
    return {cell.column for cell in below} <= named


def _said_once(block: list[Row]) -> tuple[list[Row], list[Row]]:
    first = _first_row(block)
    if first == len(block) or len(block[first]) < 2 or _figures(block[first]):
        return block, []
    said = {_squeezed(cell.text) for row in block[:first] for cell in row}
    again: set[int] = set()
    for at in range(first + 1, len(block)):
        if len(block[at]) == 1 and _PAGE_NUMBER.fullmatch(block[at][0].text):
            again.add(at)
        if at in again or not _same(block[at], block[first]):
            continue
        top, end = at, at
        while top - 1 > first and (top - 1 in again or all(_squeezed(cell.text) in said for cell in block[top - 1])):
            top -= 1
        if len(block[top - 1]) == 1 and block[top - 1][0].rows == 1:
            continue  # a title of its own: another table
        while end < len(block) and end - at < at - first and _same(block[end], block[first + end - at]):
            end += 1
        again |= {*range(top, end)}
    return [row for at, row in enumerate(block) if at not in again], [block[at] for at in sorted(again)]


def _stacked(block: list[Row]) -> Iterator[list[Row]]:
    """Tables that stand right under each other, each with a title of its own."""
    begin, first = 0, _first_row(block)
    titles = {_squeezed(row[0].text) for row in block[:first]}
    reach = -1  # how far down cells of the rows above go
    for at in range(1, len(block) - 1):
        reach = max(reach, *(cell.row + cell.rows - 1 for cell in block[at - 1]))
        if at <= first or not is_above(block, at) or is_above(block, at + 1) or reach >= block[at][0].row:
            continue
        if _squeezed(block[at][0].text) in titles or _heads_another(block, first, at):
            while is_above(block, at - 1) and at - 1 > first:
                at -= 1
            yield block[begin:at]
            begin = at
            first = _first_row(block, at)
            titles = {_squeezed(row[0].text) for row in block[begin:first]}
    yield block[begin:]


def _heads_another(block: list[Row], first: int, at: int) -> bool:
    """Whether the title and the header of another table begin at a row. first: the header of the table above it."""
    head, below = block[at + 1], block[at + 2 : at + 4]
    if len(head) < 2 or _figures(head):
        return False
    if _CAPTION.match(block[at][0].text) or _same(head, block[first]):
        return True
    words = {cell.column for cell in head}
    above = {column for row in block[max(first, at - _LATEST) : at] for column in _figures(row)}
    over = words & above & {column for row in below for column in _figures(row)}
    named = {cell.text for row in block[first : min(at, first + _MOST_HEAD)] if not _figures(row) for cell in row}
    return len(over) > 1 or bool(over) and any(cell.text in named for cell in head)


def _first_row(block: list[Row], begin: int = 0) -> int:
    """The first row from begin on that is no title."""
    return next((at for at in range(begin, len(block)) if not is_above(block, at)), len(block))


def _same(row: Row, other: Row) -> bool:
    return [(cell.column, cell.text) for cell in row] == [(cell.column, cell.text) for cell in other]


def _figures(row: Row) -> set[int]:
    return {cell.column for cell in row if is_figure(cell.text)}


def _squeezed(text: str) -> str:
    return "".join(text.split())
