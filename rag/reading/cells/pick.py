"""Which cells of a table answer a question.

A name that the table does not have must not be answered by one that it has: whatever of a question is neither a name
of the table nor said by its caption, its headings or its document speaks against the table. Rows that are phrases
(tasks, measures) are found by their words instead.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.language.places import bare
from rag.question.query import Kind, Query
from rag.question.years import is_other_year
from rag.reading.cells.about import about_table, asked
from rag.reading.cells.columns import columns_asked
from rag.reading.cells.labels import Named, read_labels
from rag.reading.cells.tables import Found, is_of_names
from rag.reading.cells.words import (
    NAMED_ROLES,
    asks_each,
    asks_most,
    asks_total,
    asks_which,
    content,
    each_of,
    normal,
    years,
)
from rag.tables import Column, Row, Sheet
from rag.tables.values import amount, is_nothing, is_year
from rag.text import fold, grams, has_han

_PHRASE = 0.75  # share of the pairs of characters asked about that a row known by its words must hold
_AHEAD = 0.15  # by how much it must hold more of them than the next row
# What a question supposes a cell to say, which the cell answers: 是1634人吗.
_SUPPOSED = re.compile(r"(?<=[是有为到了])\d[\d,]*(?:\.\d+)?%?[一-龥]{0,3}(?=[吗么?？]|对吗|对不对|$)")
_NOT_ASKED = (Kind.ARTICLE, Kind.DOCUMENT, Kind.WHY)


@dataclass(frozen=True, slots=True)
class Cells:
    """What of a table answers. columns: those asked for, none where all of a row is. unsummed: a sum was asked for
    that the table does not give, so that its rows stand for themselves. sure: the question names a row, or every row,
    or a sum that there is."""

    found: Found
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    unsummed: bool = False
    sure: bool = True


def pick(query: Query, found: Found) -> Cells | None:
    """The cells of a table that answer, None where it has none that do."""
    if query.kind in _NOT_ASKED or not has_han(query.own):
        return None
    plain = asked(query)
    named = read_labels(found.sheet, plain)
    about = about_table(found)
    left = [word for word in content(named.rest) if word not in about]
    if len(years(plain)) > 1 and len(set(years("".join(left)))) < len(set(years(plain))):
        left = [word for word in left if not years(word)]  # another table is of the other year
    if (said := [year for year in years(plain) if year not in "".join(left)]) and _of_other_years(found.sheet, said):
        left += said
    if "招生" in about:
        left = [word for word in left if word != "学生"]
    if query.kind is Kind.YES_NO and (value := _SUPPOSED.search(plain)):
        left = [word for word in left if word not in value.group()]
    if query.year and is_other_year(query.year[0]):
        left.append(query.year[1])
    if (kind := each_of(_beside_rows(found.sheet, plain))) and not _is_of(found.sheet, kind):
        return None
    columns, covered = columns_asked(found.sheet, named, plain, left, query)
    if columns is None:
        return None
    names = "".join(normal(column.name) for column in columns)
    holding = "".join(normal(column.name) for column in found.sheet.columns if column.index in named.values())
    left = [word for word in left if word not in covered and word not in names and word not in holding]
    rows, left = _rows(found, named, left, plain)
    if left or rows is None:
        return None
    cells = _settled(query, found, plain, rows, columns)
    if cells and (query.before or query.part) and not cells.sure:
        return None  # what the question stands beside may have named the row
    return cells if cells and _has_values(cells) else None


def _of_other_years(sheet: Sheet, said: list[str]) -> bool:
    """Whether the columns of a table are years, and none of them one that the question names."""
    columns = [part for column in sheet.columns for part in column.parts if is_year(part)]
    return bool(columns) and not any(year in part for year in said for part in columns)


def _rows(found: Found, named: Named, left: list[str], plain: str) -> tuple[tuple[Row, ...] | None, list[str]]:
    """The rows that a question names, all where it names none; and the words that they do not account for."""
    sheet = found.sheet
    rows = sheet.rows
    for choice in named.choices():
        narrowed = tuple(row for row in rows if _says(row, _meant(sheet, choice, plain)))
        # A name that is a column's as well need not be a row's.
        rows = narrowed if narrowed or not choice.keys() <= named.columns().keys() else rows
    if named.values() and not rows:
        return None, left
    if not left or is_of_names(sheet):
        return rows, left
    return _by_words(rows, left)


def rows_of_another(query: Query, found: Found) -> list[Row]:
    """The rows of a table that are of something else than the question names: another name in the table, or, in a
    table that is known by names, one that the question does not say."""
    rows = found.sheet.rows
    if is_of_names(found.sheet):
        said = fold(query.asked)
        return [row for row in rows if not any(_is_said(value.text, said) for value in found.sheet.key(row))]
    plain = asked(query)
    choices = (_meant(found.sheet, choice, plain) for choice in read_labels(found.sheet, plain).choices())
    meant = [choice for choice in choices if any(_says(row, choice) for row in rows)]
    return [row for row in rows if not all(_says(row, choice) for choice in meant)]


def _is_said(name: str, said: str) -> bool:
    plain = fold(name)
    return bool(plain) and (plain in said or bare(plain) in said)


def _meant(sheet: Sheet, choice: Mapping[int, set[str]], plain: str) -> Mapping[int, set[str]]:
    """Of the columns that hold a name, those whose role the question says (人事科牵头), or that say what a row is of."""
    roles = [role for role in NAMED_ROLES if role in plain]
    said = {
        column.index
        for column in sheet.columns
        if column.index in choice and any(role in column.name for role in roles)
    }
    said = said or {column.index for column in sheet.keys if column.index in choice}
    return {index: values for index, values in choice.items() if index in said} if said else choice


def _says(row: Row, choice: Mapping[int, set[str]]) -> bool:
    return row.section in choice.get(-1, ()) or any(
        value.text in choice.get(value.column.index, ()) for value in row.values
    )


def _by_words(rows: Sequence[Row], left: list[str]) -> tuple[tuple[Row, ...] | None, list[str]]:
    """The one row that says what is asked about; the words are then accounted for."""
    pairs = {pair for word in left for pair in grams(word) if len(pair) > 1 or not has_han(pair)}
    if not pairs:
        return None, left
    ranked = sorted(
        ((_share(row, pairs), -row.number, row) for row in rows if not row.total),
        reverse=True,
        key=lambda each: each[:2],
    )
    if not ranked or ranked[0][0] < _PHRASE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return None, left
    best = ranked[0][2]
    said = _text(best)
    if any(word not in said for word in left if any(map(str.isdigit, word))):
        return None, left
    return (best,), []


def _text(row: Row) -> str:
    return normal("；".join((row.section, *(value.text for value in row.values))))


def _share(row: Row, pairs: set[str]) -> float:
    return len(pairs & set(grams(_text(row)))) / len(pairs)


def _settled(
    query: Query, found: Found, plain: str, rows: tuple[Row, ...], columns: tuple[Column, ...]
) -> Cells | None:
    """The rows as the question wants them: one, each, the one that has most, the sum."""
    cells = Cells(found, rows, columns)
    if len(rows) == 1:
        return cells
    named = len(rows) < len(found.sheet.rows)
    plainly = tuple(row for row in rows if not row.total)
    sums = tuple(row for row in rows if row.total)
    if sign := asks_most(plain):
        return _most(replace(cells, rows=plainly), sign) if asks_which(plain) else None
    if not columns and not (named or _entitled(found, plain)):
        return None
    if not columns and (asks_each(plain) or query.kind is Kind.LIST):
        return replace(cells, rows=plainly or rows, columns=found.sheet.keys, sure=named)
    if not named and not columns:
        return None
    if asks_each(plain) or query.kind is Kind.LIST:
        return replace(cells, rows=plainly or rows)
    if len(plainly) == 1:
        return replace(cells, rows=plainly)
    whole = tuple(row for row in sums if "小计" not in fold("".join(value.text for value in row.values))) or sums
    if len(whole) == 1:
        return replace(cells, rows=whole)
    if named and _said_apart(found.sheet, plainly, plain):
        return replace(cells, rows=plainly, unsummed=asks_total(plain))
    counts = bool(columns) and all(column.figures for column in columns)
    unsummed = asks_total(plain) or (counts and not any(row.total for row in found.sheet.rows))
    return replace(cells, rows=plainly, unsummed=unsummed, sure=named and not counts)


def _beside_rows(sheet: Sheet, plain: str) -> str:
    """A question without the names of rows that it says whole: 各校 of 公布各校招生范围 asks of no school."""
    for row in sheet.rows:
        for value in sheet.key(row)[-1:]:
            name = normal(value.text)
            plain = plain.replace(name, " ") if len(name) > 4 else plain
    return plain


def _is_of(sheet: Sheet, kind: str) -> bool:
    """Whether the rows of a table are things of a kind: 校 of 各校."""
    return any(kind in column.name for column in sheet.keys) or all(
        any(kind in value.text for value in sheet.key(row)) for row in sheet.rows if not row.total
    )


def _entitled(found: Found, plain: str) -> bool:
    """Whether a question speaks of what a table is of by its caption or by the name of its rows."""
    about = normal(found.sheet.caption + "".join(column.name for column in found.sheet.keys))
    return any(len(word) > 1 and word in about for word in content(plain))


def _said_apart(sheet: Sheet, rows: Sequence[Row], plain: str) -> bool:
    """Whether a question names each of several rows by itself: 城关小学和东门小学."""
    return all(any(normal(value.text) in plain for value in sheet.key(row)[-1:]) for row in rows)


_LARGEST = frozenset("多高大")


def _most(cells: Cells, sign: str) -> Cells | None:
    """The row with the most or least of one column, where every row has a bare figure there and one stands out."""
    if len(cells.columns) != 1 or len(cells.rows) < 2:
        return None
    values = [row.value(cells.columns[0]) for row in cells.rows]
    amounts = [amount(value.text) if value else None for value in values]
    known = [each for each in amounts if each is not None]
    if len(known) < len(amounts):
        return None
    best = max(known) if sign in _LARGEST else min(known)
    chosen = tuple(row for row, each in zip(cells.rows, amounts, strict=True) if each == best)
    return replace(cells, rows=chosen) if len(chosen) == 1 else None


def _has_values(cells: Cells) -> bool:
    if not cells.columns:
        return bool(cells.rows)
    given = [value for row in cells.rows for column in cells.columns if (value := row.value(column))]
    return any(not is_nothing(value.text) or value.text.strip() in ("无", "0") for value in given)
