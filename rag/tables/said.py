"""What a row says, in words: for search, and for people."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rag.tables.model import Row, Sheet, Value
from rag.tables.values import is_counter, is_figure, is_nothing, is_yes

_PROSE = re.compile("[。；]")  # what a cell of sentences holds


class Says(StrEnum):
    """What a piece of a statement is: what the row is of, the name of a column, or what it says there."""

    OF = "of"
    COLUMN = "column"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what a row states."""

    text: str
    says: Says = Says.VALUE


def said_of(value: Value) -> str:
    """A value with the name of its column and its unit: 学生数：800人. A mark that says yes is said as 是."""
    name = "".join(value.column.parts)
    text = "是" if name and is_yes(value.text) else value.text
    return f"{name}：{text}{value.unit}" if name else f"{text}{value.unit}"


def tells(value: Value) -> bool:
    """Whether a value says something and does not merely count its row."""
    return not is_nothing(value.text) and not (value.column.serial and is_counter(value.text))


def row_said(sheet: Sheet, row: Row) -> str:
    """All that a row says, for search: 城关小学；学生数：800人. What the columns are called that say what a row is of (学校,
    指标) is left out, since it tells no row from another, and what only counts the rows; but figures, and sentences where
    no name stands beside them, say little without it (分数：78～81, 修改前：……)."""
    keys = {column.index for column in sheet.keys}
    told = [value for value in row.values if tells(value)]
    alone = len(keys) == 1
    parts = [
        value.text if value.column.index in keys and not _needs_name(value, alone) else said_of(value) for value in told
    ]
    return "；".join(([row.section] if row.section else []) + parts)


def _needs_name(value: Value, alone: bool) -> bool:
    """alone: whether no other column says what the row is of."""
    return is_figure(value.text) or (alone and bool(_PROSE.search(value.text)))


def row_stated(sheet: Sheet, row: Row, start: int, end: int) -> tuple[Piece, ...]:
    """The row, or what of it stands in start:end, as statements to hold claims against, in pieces:
    城关小学|学生数|812|人|；|城关小学|校长|陆明."""
    keys = {column.index for column in sheet.keys}
    *groups, last = [value.text for value in sheet.key(row)] or [""]
    # A name that is one row's alone needs nothing before it: the group that it stands in is said apart.
    alone = sum(last in [value.text for value in sheet.key(other)[-1:]] for other in sheet.rows) == 1
    name = last if alone else "".join((*groups, last))
    values = [value for value in row.values if tells(value) and value.column.index not in keys]
    inside = [value for value in values if value.start < end and value.end > start] or values
    # Of a task that is told in sentences each statement begins with its first words.
    first = re.split("[，,。；;：:]", name)[0]
    told = [(Piece("".join(groups), Says.OF),)] if alone and groups else []
    told += [(Piece(name, Says.OF),)] if first != name or not inside else []
    for value in inside:
        of, called = Piece(first, Says.OF), Piece("".join(value.column.parts), Says.COLUMN)
        told.append((of, called, Piece(value.text + value.unit)))
    pieces: list[Piece] = []
    for each in told:
        pieces += [Piece("；"), *each] if pieces else each
    return tuple(pieces)


def row_name(sheet: Sheet, row: Row) -> str:
    """What a row is of: its key values, outermost first, as they stand."""
    return "·".join(value.text for value in sheet.key(row))
