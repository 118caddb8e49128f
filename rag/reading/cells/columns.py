"""Which columns of a table a question asks for: by name, by what it asks (谁负责, 什么时候), or by what it counts."""

import re
from collections.abc import Sequence

from rag.question.query import Kind, Query
from rag.reading.cells.labels import Named
from rag.reading.cells.words import HELPS, NAMED_ROLES, ROLES, asks_people, normal
from rag.tables import Column, Sheet
from rag.tables.values import is_total, is_year

FIGURES = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.YEAR, Kind.DATE, Kind.ORDINAL, Kind.PERSON)
_COLUMNS = 6  # columns of a row that one answer shows beside one another
_ASIDE = ("备注", "说明")
_PEOPLE = frozenset("人名位")
_SAID_UNIT = re.compile(r"\d(人|名|位|个|所|万元|元|亩|平方米)")
_PUPILS = re.compile("多少(?:个|名)?(?:学生|孩子|新生|教师|老师)")
_WHOLE = re.compile("(?:年初)?(?:预算|决算|金额|总额|经费|资金|投资|支出|计划|合计|总计)(?:数|额|总额|金额|合计|总计)?")


def columns_asked(
    sheet: Sheet, named: Named, plain: str, left: Sequence[str], query: Query
) -> tuple[tuple[Column, ...] | None, set[str]]:
    """The columns asked for, and the words of the question that told them; None where it asks for one that is not there."""
    keys = {column.index for column in sheet.keys}
    others = [column for column in sheet.columns if column.index not in keys and not column.serial]
    weights = named.columns()
    told_rows = named.values().keys() & keys
    # Of what a row is of, what the question leaves open may be what it asks for: 桃园中学有哪些问题.
    others += [column for column in sheet.keys if told_rows and column.index not in told_rows]
    if not any(column.index in weights for column in others):
        for cue, called in ROLES:
            if cue.search(plain):
                fitting = [column for column in others if called.search(normal(column.name))]
                return _in_role(
                    fitting or [column for column in sheet.keys if called.search(normal(column.name))], plain
                )
    scores = {
        column.index: weights.get(column.index, 0)
        + sum(len(word) for word in left if len(word) > 1 and word in normal("".join(column.parts)))
        for column in others
    }
    best = max(scores.values(), default=0)
    if best:
        chosen = _fitting([column for column in others if scores[column.index] == best], query)
        sums = [column for column in chosen if is_total(column.parts[-1])]
        # 几个教师和学生 asks for what each of its names is.
        named_else = [column for column in others if weights.get(column.index) and not _within(column, chosen, named)]
        chosen = sorted({*chosen, *named_else}, key=lambda column: column.index)
        told = {word for word in left if any(word in normal("".join(column.parts)) for column in chosen)}
        return tuple((sums or chosen)[:_COLUMNS]), told
    if query.kind in FIGURES:
        return _counted([column for column in others if column.figures], query), set()
    return (), set()


def _fitting(chosen: list[Column], query: Query) -> list[Column]:
    """Of columns that are named alike (小学·班数, 小学·人数), those that count what the question does."""
    units = {unit for unit in query.units if unit} | set(_SAID_UNIT.findall(query.own))
    units |= {"人"} if asks_people(query.own) or _PUPILS.search(query.own) else set()
    counted = [column for column in chosen if column.unit and any(_alike(unit, column.unit) for unit in units)]
    return counted or chosen


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
    chosen = counted or (figures if len(figures) == 1 or _of_years(figures) else [])
    chosen = chosen or _of_money(figures, query)
    # 多少所 of a column of 人 asks for something else.
    if not chosen or (units and chosen[0].unit and not counted):
        return None
    return tuple(chosen[:_COLUMNS])


def _of_years(figures: Sequence[Column]) -> bool:
    """Whether columns give one and the same thing year by year."""
    return bool(figures) and all(is_year(column.parts[-1]) for column in figures if column.parts)


def _of_money(figures: Sequence[Column], query: Query) -> Sequence[Column]:
    """The column that gives the whole amount where all that a table counts is money, else all its columns of figures."""
    if (
        not figures
        or not all("元" in column.unit for column in figures)
        or query.units
        and "元" not in "".join(query.units)
    ):
        return []
    return [column for column in figures if _WHOLE.fullmatch(column.name)][:1] or figures


def _alike(unit: str, other: str) -> bool:
    return unit == other or {unit, other} <= _PEOPLE or (unit in other and "元" in other)
