"""What a row says, in words: for search, and for people."""

import re

from rag.tables.sheet import Row, Sheet, Value
from rag.tables.values import is_counter, is_nothing


def said_of(value: Value) -> str:
    """A value with the name of its column and its unit: 学生数：800人."""
    name = "".join(value.column.parts)
    return f"{name}：{value.text}{value.unit}" if name else f"{value.text}{value.unit}"


def tells(value: Value) -> bool:
    """Whether a value says something and does not merely count its row."""
    return not is_nothing(value.text) and not (value.column.serial and is_counter(value.text))


def row_said(sheet: Sheet, row: Row) -> str:
    """All that a row says, for search: 城关小学；学生数：800人. What the columns are called that say what a row is of (学校,
    指标) is left out, since it tells no row from another, and what only counts the rows."""
    keys = {column.index for column in sheet.keys}
    told = [value for value in row.values if tells(value)]
    parts = [value.text if value.column.index in keys else said_of(value) for value in told]
    return "；".join(([row.section] if row.section else []) + parts)


def row_stated(sheet: Sheet, row: Row, start: int, end: int) -> str:
    """The row, or what of it stands in start:end, as statements to hold claims against: 城关小学学生数800人；城关小学校长陆明."""
    keys = {column.index for column in sheet.keys}
    name = "".join(value.text for value in sheet.key(row))
    values = [value for value in row.values if tells(value) and value.column.index not in keys]
    inside = [value for value in values if value.start < end and value.end > start] or values
    told = ["".join(value.column.parts) + value.text + value.unit for value in inside]
    # Of a task that is told in sentences each statement begins with its first words.
    first = re.split("[，,。；;：:]", name)[0]
    return "；".join(([name] if first != name else []) + [first + each for each in told]) or name


def row_name(sheet: Sheet, row: Row) -> str:
    """What a row is of: its key values, outermost first, as they stand."""
    return "·".join(value.text for value in sheet.key(row))
