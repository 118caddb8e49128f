"""Markers of Chinese official numbering: 第N编/章/节/条, 一、, （一）, 1., （1）, ①, 一是, and Markdown's #."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.numerals import chinese_number

_CN = "[一二三四五六七八九十]{1,3}"
_LONG_CN = "[一二三四五六七八九十百零〇两\\d]{1,7}"
_LABELS = {
    "part": f"第{_LONG_CN}编",
    "chapter": f"第{_LONG_CN}章",
    "section": f"第{_LONG_CN}节",
    "article": f"第{_LONG_CN}条(?:之[一二三四五])?",
    "cn": f"{_CN}[、．.]",
    "cn_bracket": f"[（(]{_CN}[)）]",
    "number": "\\d{1,2}(?:[、．]|[.](?!\\d))",
    "number_bracket": "[（(]\\d{1,2}[)）]|\\d{1,2}[)）]",
    "circle": "[①-⑳]",
    "shi": f"{_CN}是(?!否)",
}
RANKS = {kind: rank for rank, kind in enumerate(("hash", *_LABELS))}
LEGAL = ("part", "chapter", "section", "article")

_LABEL = re.compile("|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS.items()))
_HASH = re.compile(r"(#{1,6})[ \t\u3000]+")
# Where a marker may stand inside a line: after a sentence or after white space.
_INLINE = re.compile("(?<=[。！？”〞 \t\u3000\xa0])(?=[第一二三四五六七八九十（(\\d])")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a text: label is text[start:end]. depth: of a Markdown heading, else 0. fresh: it begins its line."""

    kind: str
    number: int
    start: int
    end: int
    fresh: bool
    depth: int = 0


def _number(kind: str, label: str) -> int:
    if kind == "circle":
        return ord(label) - ord("①") + 1
    return chinese_number(re.sub("[第编章节条之是（()）、．. ]", "", label.split("之")[0]))


def _labelled(text: str, at: int, end: int, fresh: bool, depth: int = 0, begin: int | None = None) -> Marker | None:
    match = _LABEL.match(text, at, end)
    if not match or not match.lastgroup:
        return None
    number = _number(match.lastgroup, match.group())
    return Marker(match.lastgroup, number, at if begin is None else begin, match.end(), fresh, depth) if number else None


def markers(text: str, lines: list[tuple[int, int]]) -> Iterator[Marker]:
    """Everything in text that looks like a marker, in order. lines: spans of its lines."""
    for start, end in lines:
        if end <= start:
            continue
        at = start
        if mark := _HASH.match(text, start, end):
            found = _labelled(text, mark.end(), end, True, len(mark.group(1)), start)
            yield found or Marker("hash", 0, start, mark.end(), True, len(mark.group(1)))
            continue
        if found := _labelled(text, start, end, True):
            yield found
            at = found.end
        for place in _INLINE.finditer(text, at + 1, end):
            if found := _labelled(text, place.start(), end, False):
                yield found
