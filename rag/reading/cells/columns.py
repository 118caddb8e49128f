"""Which columns of a table a question asks for: by name, by what it asks (谁负责, 什么时候), or by what it counts."""

import re
from collections.abc import Sequence

from rag.question.query import Kind, Query
from rag.reading.cells.labels import Named
from rag.reading.cells.words import HELPS, NAMED_ROLES, ROLES, asks_people, normal
from rag.tables import Column, Sheet
from rag.tables.values import is_total

FIGURES = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.YEAR, Kind.DATE, Kind.ORDINAL, Kind.PERSON)
_COLUMNS = 6  # columns of a row that one answer shows beside one another
_ASIDE = ("备注", "说明")
_PEOPLE = frozenset("人名位")


def columns_asked(
    sheet: Sheet, named: Named, plain: str, left: Sequence[str], query: Query
) -> tuple[tuple[Column, ...] | None, set[str]]:
    """The columns asked for, and the words of the question that told them; None where it asks for one that is not there."""
    keys = {column.index for column in sheet.keys}
    others = [column for column in sheet.columns if column.index not in keys and not column.serial]
    weights = named.columns()
    if not any(column.index in weights for column in others):
        for cue, called in ROLES:
            if cue.search(plain):
                return _in_role([column for column in others if called.search(normal(column.name))], plain)
    scores = {
        column.index: weights.get(column.index, 0)
        + sum(len(word) for word in left if len(word) > 1 and word in normal("".join(column.parts)))
        for column in others
    }
    best = max(scores.values(), default=0)
    if best:
        chosen = [column for column in others if scores[column.index] == best]
        sums = [column for column in chosen if is_total(column.parts[-1])]
        # 几个教师和学生 asks for what each of its names is.
        named_else = [column for column in others if weights.get(column.index) and not _within(column, chosen, named)]
        chosen = sorted({*chosen, *named_else}, key=lambda column: column.index)
        told = {word for word in left if any(word in normal("".join(column.parts)) for column in chosen)}
        return tuple((sums or chosen)[:_COLUMNS]), told
    if query.kind in FIGURES:
        return _counted([column for column in others if column.figures], query), set()
    return (), set()


def _within(column: Column, chosen: Sequence[Column], named: Named) -> bool:
    """Whether all that names a column names one of those chosen as well."""
    forms = {label.form for label in named.labels if not label.value and label.column == column.index}
    known = {label.form for label in named.labels if any(label.column == each.index for each in chosen)}
    return forms <= known


def _in_role(fitting: Sequence[Column], plain: str) -> tuple[tuple[Column, ...] | None, set[str]]:
    """Of the columns that say who, when or where, those that the question means."""
    said = [role for role in NAMED_ROLES if role in plain]
    named = [column for column in fitting if any(role in column.name for role in said)]
    chosen = named or [column for column in fitting if not HELPS.search(column.name)] or list(fitting)
    return (tuple(chosen[:_COLUMNS]) if chosen else None), set(said)


def _counted(figures: Sequence[Column], query: Query) -> tuple[Column, ...] | None:
    """The columns of figures that a question can mean which names none: those counted as it asks, or the only one."""
    figures = [column for column in figures if not any(word in column.name for word in _ASIDE)]
    units = [unit for unit in query.units if unit]
    counted = [column for column in figures if column.unit and any(_alike(unit, column.unit) for unit in units)]
    if not counted and asks_people(query.own):
        counted = [column for column in figures if not column.unit and re.search("人|学生|教师", column.name)]
    chosen = counted or (figures if len(figures) == 1 else [])
    # 多少所 of a column of 人 asks for something else.
    if not chosen or (units and chosen[0].unit and not counted):
        return None
    return tuple(chosen[:_COLUMNS])


def _alike(unit: str, other: str) -> bool:
    return unit == other or {unit, other} <= _PEOPLE or (unit in other and "元" in other)
