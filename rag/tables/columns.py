"""The columns of a table: their names, outermost first, their units, and what they hold."""

from rag.layout import Table
from rag.tables.grid import Grid, Said
from rag.tables.model import Column
from rag.tables.values import (
    counts,
    is_counter,
    is_figure,
    is_measure,
    is_nothing,
    is_serial_name,
    takes_unit,
    unit_in_name,
    unit_line,
)

_FIGURES = 0.5  # share of the values of a column that are figures from which it is one of figures
_UNDER = 4  # lines under a caption that may give the unit


def read_unit(text: str, table: Table, grid: Grid) -> str:
    """The unit of a whole table: of a cell of its head, of its caption or a line right under that, or of the line
    above it."""
    for number in range(table.head):
        for cell in grid.row(number):
            if found := unit_line(text[cell.start : cell.end]):
                return found
    above = text[: table.start].rstrip().rsplit("\n", 1)[-1].strip()
    if (found := unit_line(above)) or not table.caption[1]:
        return found or ""
    last = text[slice(*table.caption)].strip()
    under = text[table.caption[1] : table.start].split("\n")[:_UNDER]
    over = text[: table.caption[0]].rstrip().rsplit("\n", 1)[-1]
    named = [last[last.rfind(sign) :] for sign in "(（" if sign in last]
    return next((found for line in (*named, *under, over) if (found := unit_line(line.strip()))), "")


def read_columns(grid: Grid, head: int, unit: str, said: Said) -> tuple[Column, ...]:
    columns = []
    for index in range(grid.width):
        parts: list[str] = []
        own = ""
        for number in range(head):
            cell = grid.places.get((number, index))
            name = said(cell) if cell else ""
            if not name and number + 1 < head:
                name = _group(grid, number, index, said)
            if cell and (
                cell.columns >= grid.width > 1 or unit_line(name) or len(grid.filled(number, said)) == 1 < grid.width
            ):
                continue  # a title or the unit of the whole table
            name, measure = unit_in_name("".join(name.split()))
            own = measure or own
            if name and (not parts or parts[-1] != name):
                parts.append(name)
        below = [cell for number in range(head, grid.height) if (cell := grid.places.get((number, index)))]
        values = [said(cell) for cell in below if cell.columns < grid.width]
        values = [value for value in values if not is_nothing(value)]
        name = "".join(parts)
        serial = is_serial_name(name) or (not name and bool(values) and all(map(is_counter, values)))
        figures = not serial and counts(name) and sum(map(is_figure, values)) > _FIGURES * len(values)
        own = own or (unit if is_measure(unit) and takes_unit(name, unit) else "")
        columns.append(Column(index, tuple(parts), own if figures else "", figures, serial))
    return tuple(columns)


def _group(grid: Grid, number: int, index: int, said: Said) -> str:
    """The name to the left in a head whose merged cells were written once: 小学, , 初中, above 班数, 人数, 班数, 人数."""
    below = grid.places.get((number + 1, index))
    if not below or not said(below):
        return ""
    for column in range(index - 1, -1, -1):
        cell = grid.places.get((number, column))
        if cell and said(cell):
            under = grid.places.get((number + 1, column))
            return said(cell) if under and said(under) else ""
    return ""
