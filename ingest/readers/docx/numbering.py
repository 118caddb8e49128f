"""Numbering that Word draws but does not store: the label before each paragraph of a list.

ISO/IEC 29500-1, 17.9: a w:num points to a w:abstractNum of up to nine levels and may override some; lists that share an
abstractNum count on, unless one says where it starts.
"""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ingest.readers.docx.styles import Styles
from ingest.readers.word.list_labels import with_gap
from ingest.readers.word.numerals import numeral
from rag.office.word import W, on

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    example: str = ""
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    plain: bool = False  # upper levels stand in plain figures
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class _List:
    """A w:num. abstract: whose counters it shares; starts: levels that it begins anew, and where."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and how far each has been counted. Ask for every paragraph once, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """root: of the numbering part; None where the file has none."""
        self._styles = styles
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for each in [] if root is None else root:
            if each.tag == f"{W}abstractNum":
                self._abstracts[each.get(f"{W}abstractNumId", "")] = each
            elif each.tag == f"{W}num":
                self._nums[each.get(f"{W}numId", "")] = each
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        """What is drawn before a paragraph's text, with the gap between them; "" where nothing is. Counts on."""
        number, level = self._place(paragraph)
        found = self._list(number)
        if found is None or level not in found.levels:
            return ""
        self._count(found, number, level)
        return self._drawn(found, level)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, or its style's."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number = level = ""
        if own is not None:
            number, level = (_text(own.find(f"{W}{name}")) for name in ("numId", "ilvl"))
        if number:
            return number, _int(level, 0)
        number, styled, asked = self._styles.numbering(self._styles.of(paragraph))
        found = self._list(number)
        if level or found is None:
            return number, _int(level, 0)
        linked = (at for style in asked for at, each in found.levels.items() if each.style == style)
        return number, next(linked, _int(styled, 0))

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read(number)
        return self._lists[number]

    def _read(self, number: str, depth: int = 0) -> _List | None:
        num = self._nums.get(number)
        if num is None or number == "0":
            return None
        key = _text(num.find(f"{W}abstractNumId"))
        abstract = self._abstracts.get(key)
        if abstract is None:
            return None
        link = _text(abstract.find(f"{W}numStyleLink"))
        if link and depth < _LEVELS:
            linked = self._read(self._styles.numbering(link)[0], depth + 1)
            if linked:
                key, levels = linked.abstract, dict(linked.levels)
            else:
                levels = _levels(abstract)
        else:
            levels = _levels(abstract)
        found = _List(key, levels)
        for override in num.findall(f"{W}lvlOverride"):
            at = _int(override.get(f"{W}ilvl", ""), 0)
            if (own := override.find(f"{W}lvl")) is not None:
                levels[at] = _level(own)
            if (start := override.find(f"{W}startOverride")) is not None:
                found.starts[at] = _int(_text(start), 1)
        return found

    def _count(self, found: _List, number: str, level: int) -> None:
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        if level in found.starts and (number, level) not in self._begun:
            self._begun.add((number, level))
            counts[level] = None
        last = counts[level]
        counts[level] = self._start(found, level) if last is None else last + 1
        for lower in range(level + 1, _LEVELS):
            after = found.levels[lower].restart if lower in found.levels else None
            if after is None or level < after:
                counts[lower] = None

    def _start(self, found: _List, level: int) -> int:
        given = found.levels.get(level)
        return found.starts.get(level, given.start if given else 1)

    def _drawn(self, found: _List, level: int) -> str:
        own = found.levels[level]
        if own.form == "bullet":
            return ""
        counts = self._counts[found.abstract]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            upper = found.levels.get(at, _Level())
            count = counts[at]
            number = self._start(found, at) if count is None else count
            form = "decimal" if own.plain and upper.form != "none" else upper.form
            return numeral(number, form, upper.example)

        return with_gap(_PLACE.sub(shown, own.text), own.suffix)


def _levels(abstract: Element) -> dict[int, _Level]:
    return {_int(each.get(f"{W}ilvl", ""), 0): _level(each) for each in abstract.findall(f"{W}lvl")}


def _level(element: Element) -> _Level:
    # A format that old programs do not know stands in mc:AlternateContent, its own name first.
    form = next(element.iter(f"{W}numFmt"), None)
    restart = element.find(f"{W}lvlRestart")
    return _Level(
        "decimal" if form is None else form.get(f"{W}val", "decimal"),
        "" if form is None else form.get(f"{W}format", ""),
        _text(element.find(f"{W}lvlText")),
        _int(_text(element.find(f"{W}start")), 1),
        _text(element.find(f"{W}suff")) or "tab",
        on(element.find(f"{W}isLgl")),
        None if restart is None else _int(_text(restart), 0),
        _text(element.find(f"{W}pStyle")),
    )


def _text(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _int(value: str, otherwise: int) -> int:
    return int(value) if value.isascii() and value.isdigit() else otherwise
