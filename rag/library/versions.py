"""Versions: which documents of a library are earlier and later versions of each other, and which end which.

A later version bears the same title of the same place, marks such as 试行, 修订 and 征求意见稿 aside. Plans and reports of
different years are different documents: only rules, and what such a mark tells apart, have versions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.repeals import plain_number
from rag.schema import Metadata, Proven
from rag.text import fold
from rag.validity import day_of

_DRAFT, _TRIAL, _FULL = range(3)
_DRAFTS = "征求意见稿|公开征求意见稿|讨论稿|送审稿|草案|草稿"
_NUMERAL = "[0-9〇零○一二三四五六七八九十]"
_MARK = re.compile(
    rf"\((?:[^()]*(?:试行|暂行|修订|修正|废止|失效|{_DRAFTS})[^()]*|{_NUMERAL}{{4}}年?版)\)|\[(?:[^\[\]]*(?:废止|失效|修订)[^\[\]]*)\]"
    rf"|(?:修订版|修订稿|修正案?|{_DRAFTS})$|(?:试行|暂行)(?=办法|方案|规定|细则|意见|标准|条例|规则|制度|规程)"
)
_RULE = re.compile("(?:办法|条例|规定|细则|规则|章程|标准|制度|规程|规范|准则|守则|公约|法)$")
_REVISED = re.compile(rf"({_NUMERAL}{{4}})年(?:第?{_NUMERAL}*次?)?(?:修订|修正|版)")
_ISSUES = re.compile("(?:印发|发布|公布|颁布)(?:的)?《((?:[^《》]|《[^《》]*》)+)》(?:[^《》]*)$")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_LEAST = 4  # characters of a title that can be told from others


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as one of the versions of its text. title, whose: folded, what all versions share; stage: draft, trial or in
    full; revised: the year of the revision that the title names, 0 where it names none."""

    source: str
    title: str
    whose: str
    stage: int
    revised: int
    day: date | None
    number: str

    @property
    def is_rule(self) -> bool:
        return bool(_RULE.search(self.title))


def issued_title(metadata: Metadata) -> Proven | None:
    """The title of the one text that a notice issues, else its own; None where there is none."""
    title = metadata.title
    if title and (match := _ISSUES.search(title.value)):
        return Proven(match[1], title.start, title.end)
    return title


def edition(source: str, metadata: Metadata) -> Edition | None:
    """A document as a version; None where the text proves no title."""
    title = issued_title(metadata)
    if title is None:
        return None
    name = fold(title.value).strip("《》")
    marks = "".join(match.group() for match in _MARK.finditer(name))
    core = _MARK.sub("", name)
    place = fold(metadata.place.value) if metadata.place else ""
    agency = fold(metadata.agency.value) if metadata.agency else ""
    for lead in (agency, place):
        core = core.removeprefix(lead) if len(core) - len(lead) >= _LEAST else core
    if len(core) < _LEAST:
        return None
    stage = _DRAFT if re.search(_DRAFTS, marks) else _TRIAL if re.search("试行|暂行", marks) else _FULL
    revised = int(match[1].translate(_DIGITS)) if (match := _REVISED.search(marks)) else 0
    number = plain_number(metadata.number.value) if metadata.number else ""
    return Edition(source, core, place or agency, stage, revised, day_of(metadata), number)


def precedes(first: Edition, second: Edition) -> bool:
    """Whether the first is an earlier version of what the second is a version of."""
    if (first.title, first.whose) != (second.title, second.whose) or second.stage == _DRAFT:
        return False
    days = (first.day, second.day) if first.day and second.day else None
    if days and days[0] > days[1]:
        return False
    if first.revised != second.revised:
        return first.revised < second.revised
    if first.stage != second.stage:
        return first.stage < second.stage
    if not first.is_rule or not days or days[0] == days[1]:
        return False
    # A rule of the same name of another year, or another number, is a new version of it.
    return days[0].year != days[1].year or bool(first.number and second.number and first.number != second.number)


def linked(documents: Sequence[tuple[str, Metadata]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The earlier and later versions of each document and those that repeal it, by source; only documents that have any."""
    known = {source: metadata for source, metadata in documents}
    editions = {source: found for source, metadata in documents if (found := edition(source, metadata))}
    links: dict[str, dict[str, list[str]]] = {}

    def link(source: str, name: str, other: str) -> None:
        names = links.setdefault(source, {}).setdefault(name, [])
        if other not in names:
            names.append(other)

    groups: dict[tuple[str, str], list[Edition]] = {}
    for each in editions.values():
        groups.setdefault((each.title, each.whose), []).append(each)
    for group in groups.values():
        if len(group) < 2 or not (group[0].is_rule or any(each.stage != _FULL or each.revised for each in group)):
            continue
        for first in group:
            for second in group:
                if first is not second and precedes(first, second):
                    link(first.source, "later", second.source)
                    link(second.source, "earlier", first.source)
    for source, others in _repealed(known, editions):
        for other in others:
            link(other, "repealed_by", source)
            link(source, "earlier", other)
    return {source: {name: tuple(values) for name, values in names.items()} for source, names in links.items()}


def _repealed(known: dict[str, Metadata], editions: dict[str, Edition]) -> list[tuple[str, list[str]]]:
    """For each document that ends others, those of the library."""
    numbers: dict[str, list[str]] = {}
    titles: dict[str, list[str]] = {}
    for source, metadata in known.items():
        if metadata.number:
            numbers.setdefault(plain_number(metadata.number.value), []).append(source)
        for title in (metadata.title, issued_title(metadata)):
            if title:
                titles.setdefault(fold(title.value).strip("《》"), []).append(source)
    found = []
    for source, metadata in known.items():
        for repeal in metadata.repeals:
            number, title = plain_number(repeal.number), fold(repeal.title).strip("《》")
            by_title = [each for each in titles.get(title, ()) if _same_place(known[each], metadata)]
            if number and number in numbers:
                others = numbers[number]
            else:
                others = [each for each in by_title if not number or not known[each].number]
            own = editions.get(source)
            others = [
                each
                for each in dict.fromkeys(others)
                if each != source and not (own and _is_later(editions.get(each), own))
            ]
            if others:
                found.append((source, others))
    return found


def _same_place(left: Metadata, right: Metadata) -> bool:
    return not left.place or not right.place or fold(left.place.value) == fold(right.place.value)


def _is_later(other: Edition | None, own: Edition) -> bool:
    return bool(other and other.day and own.day and other.day > own.day)
