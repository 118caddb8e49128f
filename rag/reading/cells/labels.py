"""Which rows and columns of a table a question names, and what of the question is left over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.reading.cells.words import normal
from rag.tables import Row, Sheet

_PLACE = re.compile("^[一-龥]{2,6}?(?:自治)?[省市县区](?=[一-龥]{3,})")
_OF_YEAR = re.compile(r"^(?:19|20)\d\d年(?=\d{1,2}月)")
_IN_PLACE = re.compile("(?<=^[一-龥]{2})[县镇乡](?=[一-龥]{3,})|(?<=^[一-龥]{3})[县镇乡](?=[一-龥]{3,})")
# Schools by their short names: 一小, 二中, 三幼, 初中.
_SHORT = (
    (re.compile("第([一二三四五六七八九十]{1,3})(小|中)学"), r"\1\2"),
    (re.compile("第([一二三四五六七八九十]{1,3})幼儿园"), r"\1幼"),
    (re.compile("初级中学"), "初中"),
    (re.compile("高级中学"), "高中"),
)
_REMARK = re.compile(r"[(\[][^()\[\]]*[)\]]")
_COUNTED = re.compile("(?<=[一-龥])(?:数|名额|数额|额|情况|名称|姓名|金额)$")
_AMONG = re.compile("^(?:其中|内含|含|#)[:、]?(?=.{2})")
_PLANNED = re.compile("^(?:招生计划|计划招生|计划|招生|招收|现有|实有|拟招|实际|目前|年度|全年|今年|本年)(?=.{2})")
_PLAN = frozenset(
    "计划 招生 招收 现有 实有 实际 目前 年度 全年 今年 本年 招生计划 计划招生 合计 总计 小计 其中 项目 内容".split()
)
_ENROLLED = frozenset("招生数 计划数 招生计划数 计划招生数 招生名额".split())
_NAME = 8  # characters of a name among several in a cell
_MARK = "　"  # stands for what was taken out of a question


@dataclass(frozen=True, slots=True)
class Label:
    """A name in a table as questions may say it. value: of a row, in the column of that index (-1: a heading within the
    table); "" where it is the name of a column."""

    form: str
    column: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names of a table. rest: what is left of it."""

    labels: tuple[Label, ...]
    rest: str

    def columns(self) -> dict[int, int]:
        """To each column named the length of what names it."""
        found: dict[int, int] = {}
        for label in self.labels:
            if not label.value:
                found[label.column] = found.get(label.column, 0) + len(label.form)
        return found

    def choices(self) -> list[dict[int, set[str]]]:
        """What a row must say, one of each: to columns the values in them that are named. Names of one column are in one choice
        (海山区和江口区), and so is a name that stands in several (人事科 of 牵头单位 and 配合单位)."""
        groups: list[dict[int, set[str]]] = []
        for form in dict.fromkeys(label.form for label in self.labels if label.value):
            group: dict[int, set[str]] = {}
            for label in self.labels:
                if label.value and label.form == form:
                    group.setdefault(label.column, set()).add(label.value)
            for other in [each for each in groups if each.keys() & group.keys()]:
                groups.remove(other)
                for column, values in other.items():
                    group.setdefault(column, set()).update(values)
            groups.append(group)
        return groups

    def values(self) -> dict[int, set[str]]:
        """To each column the values in it that are named."""
        found: dict[int, set[str]] = {}
        for label in self.labels:
            if label.value:
                found.setdefault(label.column, set()).add(label.value)
        return found


def read_labels(sheet: Sheet, plain: str) -> Named:
    """The names of a table in a question (brought to normal form), longest first, none twice."""
    labels = [*_column_labels(sheet), *_row_labels(sheet.rows)]
    forms: dict[str, list[Label]] = {}
    for label in labels:
        forms.setdefault(label.form, []).append(label)
    found: list[Label] = []
    rest = plain
    for form in sorted(forms, key=len, reverse=True):
        pattern = re.escape(form) if len(form) > 1 else _single(form)
        if re.search(pattern, rest):
            rest = re.sub(pattern, _MARK, rest)
            found += forms[form]
    return Named(tuple(found), rest)


def _single(form: str) -> str:
    """How a name of one character is asked for: 几个班, 男生."""
    return (
        f"(?:多少|几)(?:个|名)?{re.escape(form)}|(?<![一-龥]){re.escape(form)}(?![一-龥])|{form}(?=生|教师|女)"
        if form in "男女"
        else (f"(?:多少|几)(?:个|名)?{re.escape(form)}|{re.escape(form)}数")
    )


def _column_labels(sheet: Sheet) -> list[Label]:
    found = []
    for column in sheet.columns:
        if column.serial:
            continue
        for part in (*column.parts, "".join(column.parts)):
            name = _REMARK.sub("", normal(part))
            name = _AMONG.sub("", name)
            bare = _PLANNED.sub("", name)
            forms = {name, _COUNTED.sub("", name), bare, _COUNTED.sub("", bare)}
            forms -= _PLAN
            enrols = name in _ENROLLED or (name == "人数" and "招生" in sheet.caption)
            forms |= _ENROLLED if enrols else set()
            if re.fullmatch(r"(?:19|20)\d\d年度?", name):
                forms.add(name[:4])
            found += [Label(form, column.index) for form in forms if form]
    return list(dict.fromkeys(found))


def _row_labels(rows: Iterable[Row]) -> list[Label]:
    found: dict[Label, None] = {}
    for row in rows:
        if row.section:
            found.update(dict.fromkeys(Label(form, -1, row.section) for form in _forms(row.section)))
        for value in row.values:
            if value.column.serial or value.column.figures or row.total and value.column.index == 0:
                continue
            forms = {form for name in (value.text, *_listed(value.text)) for form in _forms(name)}
            found.update(dict.fromkeys(Label(form, value.column.index, value.text) for form in forms))
    return list(found)


def _listed(value: str) -> list[str]:
    """The names that a cell lists: 李梅、张涛."""
    names = re.split("[、，,；;/ ]+", value)
    return names if len(names) > 1 and all(1 < len(name) <= _NAME for name in names) else []


def _forms(value: str) -> set[str]:
    plain = normal(value)
    forms = {plain, _REMARK.sub("", plain), _PLACE.sub("", plain), re.sub("^[一二三四五六七八九十]+、", "", plain)}
    forms |= {_OF_YEAR.sub("", form) for form in forms}
    forms |= {_IN_PLACE.sub("", form) for form in forms}
    for pattern, short in _SHORT:
        forms |= {pattern.sub(short, form) for form in forms}
    return {form for form in forms if len(form) > 1}
