"""A table read as data. Names and values are slices of the source text; merged cells hold for every row and column
they span."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from rag.layout import Cell, Table
from rag.tables.doubled import unfolded
from rag.tables.filled import fill_down
from rag.tables.values import (
    counts,
    is_counter,
    is_figure,
    is_measure,
    is_nothing,
    is_plain_figure,
    is_serial_name,
    is_tick,
    is_total,
    is_year,
    takes_unit,
    unit_in_name,
    unit_line,
)

Said = Callable[[Cell], str]  # the words in a cell

_FIGURES = 0.5  # share of the values of a column that are figures from which it is one of figures
_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_UNDER = 4  # lines under a caption that may give the unit
_LONGEST_SECTION = 60  # characters of a heading within the table; what is longer is a remark
_SHARED = 3  # columns from which a cell that spans all of them is a heading within the table


@dataclass(frozen=True, slots=True)
class Column:
    """A column. parts: what names it, outermost first; unit: what its bare figures are counted in; figures: whether it
    holds figures; serial: whether it only counts the rows."""

    index: int
    parts: tuple[str, ...]
    unit: str = ""
    figures: bool = False
    serial: bool = False

    @property
    def name(self) -> str:
        return "·".join(self.parts)


@dataclass(frozen=True, slots=True)
class Value:
    """What a row says in a column: text is the source's [start:end]."""

    column: Column
    text: str
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The unit that the figure lacks, "" where it says its own or is none."""
        return self.column.unit if is_plain_figure(self.text) else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head: start:end is its line. values: in the order of the columns, empty ones left out.
    section: the heading within the table that it stands under; total: whether it sums up others."""

    number: int
    start: int
    end: int
    values: tuple[Value, ...]
    section: str = ""
    total: bool = False

    def value(self, column: Column) -> Value | None:
        return next((value for value in self.values if value.column.index == column.index), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as data. caption, unit: "" where the text gives none. keys: the columns that say what a row is of.
    notes: spans of rows below the head that are no data: remarks, headings within the table."""

    table: Table
    caption: str
    unit: str
    columns: tuple[Column, ...]
    keys: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[int, int], ...] = ()

    def key(self, row: Row) -> tuple[Value, ...]:
        """What says what a row is of; of a row that has none, such as 合计 in the column that counts, its first words."""
        columns = {column.index for column in self.keys}
        found = tuple(value for value in row.values if value.column.index in columns)
        return found or tuple(value for value in row.values if not value.column.figures)[:1]


@dataclass(slots=True)
class _Grid:
    """The cells of a table by row and column, merged ones at each place that they cover."""

    cells: tuple[Cell, ...]
    width: int = 0
    height: int = 0
    places: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row + max(1, cell.rows)):
                for column in range(cell.column, cell.column + max(1, cell.columns)):
                    self.places.setdefault((row, column), cell)
        self.width = max((column for _, column in self.places), default=-1) + 1
        self.height = max((cell.row for cell in self.cells), default=-1) + 1

    def row(self, number: int) -> list[Cell]:
        """The cells that cover a row, each once, from left to right."""
        found = (self.places.get((number, column)) for column in range(self.width))
        return list(dict.fromkeys(cell for cell in found if cell))


def read_sheet(text: str, table: Table) -> Sheet:
    """A table of a source text as data. table.head: the rows that name its columns, at least 1."""
    cells, head = unfolded(text, table)
    grid = _Grid(cells)

    def said(cell: Cell) -> str:
        return text[cell.start : cell.end].strip()

    fill_down(grid.places, head, grid.height, grid.width, said)
    unit = _unit(text, table, grid)
    columns = _columns(grid, head, unit, said)
    names = [number for number in range(head, grid.height) if grid.row(number)]
    rows: list[Row] = []
    notes: list[tuple[int, int]] = []
    section = ""
    for number in names:
        filled = [cell for cell in grid.row(number) if said(cell)]
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
    keys = _keys(columns, rows)
    caption = text[slice(*table.caption)].strip()
    return Sheet(table, caption, unit, columns, keys, tuple(rows), tuple(notes))


def _names_of(grid: _Grid, number: int, said: Said) -> list[str]:
    return [said(cell) for cell in grid.row(number) if said(cell)]


def _column_of(cell: Cell, columns: tuple[Column, ...], said: Said) -> Column:
    """The column that a cell speaks in: the first that it covers which does not merely count, unless it counts
    itself."""
    covered = columns[cell.column : cell.column + max(1, cell.columns)]
    if covered[0].serial and is_counter(said(cell)):
        return covered[0]
    return next((column for column in covered if not column.serial), covered[0])


def _is_heading(filled: list[Cell], grid: _Grid, number: int, said: Said) -> bool:
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
    first = max(text.rfind(sign, 0, start) for sign in "\r\n") + 1
    last = min((at for sign in "\r\n" if (at := text.find(sign, end)) >= 0), default=len(text))
    line = text[first:last]
    return first + len(line) - len(line.lstrip()), first + len(line.rstrip())


def _unit(text: str, table: Table, grid: _Grid) -> str:
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


def _columns(grid: _Grid, head: int, unit: str, said: Said) -> tuple[Column, ...]:
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
                cell.columns >= grid.width > 1 or unit_line(name) or len(_filled(grid, number, said)) == 1 < grid.width
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


def _filled(grid: _Grid, number: int, said: Said) -> list[Cell]:
    return [cell for cell in grid.row(number) if said(cell)]


def _group(grid: _Grid, number: int, index: int, said: Said) -> str:
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


_TIMES = re.compile("日期|时间|星期|周次|节次|课次|时段|月份")
_THINGS = re.compile("事项|内容|活动|工作|任务|环节|步骤|阶段|项目|安排|程序|主题|事件|课题")
# Columns that say something of what a row is of, and not what it is of.
_ROLES = ("责任", "牵头", "配合", "负责", "时限", "时间", "期限", "备注", "电话", "联系", "地址", "要求", "措施", "目标", "进度", "说明", "范围", "校长", "园长", "日期")  # fmt: skip


def _keys(columns: tuple[Column, ...], rows: list[Row]) -> tuple[Column, ...]:
    """The columns from the left that say what a row is of, up to the first of figures; years and classes may be
    figures."""
    named = [column for column in columns if not column.serial]
    rows = [row for row in rows if not row.total]
    if timed := _of_times(named):
        return (timed,)
    keys: list[Column] = []
    for column in named:
        role = any(word in column.name for word in _ROLES)
        if (column.figures and not _are_years(column, rows)) or role or _are_ticks(column, rows):
            if keys:
                break
            continue
        keys.append(column)
        # What differs from row to row needs nothing beside it.
        if len({value.text for row in rows if (value := row.value(column))}) >= len(rows) > 1:
            break
    return tuple(keys) or tuple(named[:1])


def _of_times(named: list[Column]) -> Column | None:
    """The first column where a table goes by days or hours, as those of who is on duty do, and none names what
    happens on them."""
    if not named or not _TIMES.search(named[0].name) or any(_THINGS.search(column.name) for column in named):
        return None
    return named[0]


def _are_ticks(column: Column, rows: list[Row]) -> bool:
    values = [value.text for row in rows if (value := row.value(column))]
    return bool(values) and all(map(is_tick, values))


def _are_years(column: Column, rows: list[Row]) -> bool:
    values = [value.text for row in rows if (value := row.value(column))]
    return bool(values) and all(map(is_year, values))
