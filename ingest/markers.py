"""Markers of Chinese official numbering: 第N编/章/节/条, 一、, （一）, 1., （1）, ①, 一是, and Markdown's #."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ingest import annex
from ingest.numbering import LEGAL as LAW
from rag.numerals import chinese_number

_CN = "[一二三四五六七八九十]{1,3}"
# From the outermost level in. annex: 附件2, 篇三; cn_section: a 一、 that stands above articles; last come lines that only
# their format marks as headings. Above them all stand the titles of documents within a document (titled) and Markdown's
# #.
_LABELS = {
    "annex": r"(?!)",
    "part": f"{LAW}(?:[编編篇卷]|部分)",
    "chapter": f"{LAW}章",
    "section": f"{LAW}[节節]",
    "question": "(?:[QＱ]|[问問])\\s*\\d{0,2}\\s*[:：、.．]\\s*(?=\\S)",
    "cn_section": r"(?!)",
    "article": f"{LAW}[条條](?:\\s?之\\s?[一二三四五六七八九十\\d])?",
    "boxed": r"(?!)",
    "cn": f"{_CN}[、．.]",
    "cn_bracket": f"[（(]{_CN}[)）]",
    "number": "\\d{1,2}(?:[、．]|[.](?!\\d))",
    "major": "[1-9]\\d?(?=[ \\t\u3000]+[一-龥])",
    "decimal": "(?:[1-9]\\d?|[A-Z])\\.[1-9]\\d?(?=[ \\t\u3000]+[一-龥])",
    "decimal_three": "(?:[1-9]\\d?|[A-Z])(?:\\.[1-9]\\d?){2}(?=[ \\t\u3000]+[一-龥])",
    "decimal_four": "(?:[1-9]\\d?|[A-Z])(?:\\.[1-9]\\d?){3}(?=[ \\t\u3000]+[一-龥])",
    "number_bracket": "[（(]\\d{1,2}[)）]|\\d{1,2}[)）]",
    "circle": "[①-⑳]",
    "shi": f"{_CN}是(?!否)",
    "styled": r"(?!)",
}
RANKS = {kind: rank for rank, kind in enumerate(("titled", "hash", *_LABELS))}
LEGAL = ("part", "chapter", "section", "article")

_LABEL = re.compile("|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS.items()))
_HASH = re.compile(r"(#{1,6})[ \t\u3000]+")
# Whole lines: 附件2, 篇三：工作总结, 【党建工作】, 五 保障措施.
_ANNEX = re.compile(
    rf"{annex.ALONE.pattern}|附\s*录\s*([A-Z])\s.{{2,40}}$|(?:【[^】。，]{{0,12}}篇|[^。，【]{{0,12}}篇)([一二三四五六七八九十]{{1,2}}|\d{{1,2}})(?:】.{{0,40}}|[:：].{{0,40}})?$"
)
_BOXED = re.compile("【[^】。]{2,20}】$")
_SPACED = re.compile(rf"({_CN})[\s\u3000，]+(?=[一-龥][^。；，：]{{1,30}}$)")
# Where a marker may stand inside a line: after a sentence or after white space.
_INLINE = re.compile("(?<=[。！？”〞 \t\u3000\xa0])(?=[第一二三四五六七八九十（(\\d])")
# In a document on one line a heading may follow the title of the one above it without a gap.
_GLUED = re.compile("(?<=[一-龥])(?=[（(]一[)）]|1[、．]|1[.](?!\\d)|一、)")
_NO_STYLES: Mapping[int, int] = MappingProxyType({})
_ONE_LINE = 300  # characters from which a line is taken for a whole document
_FARTHEST = 45  # characters of a title that such a heading may follow


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a text: label is text[start:end]. depth: of a Markdown heading, else 0. fresh: it begins its line.
    style: the level that its format gives the line, from 1; 0 where it gives none."""

    kind: str
    number: int
    start: int
    end: int
    fresh: bool
    depth: int = 0
    style: int = 0


def _number(kind: str, label: str) -> int:
    if kind == "circle":
        return ord(label) - ord("①") + 1
    if kind == "question":
        return 1
    if kind.startswith("decimal"):
        return int(label.rsplit(".", 1)[1])
    return chinese_number(re.sub("第|部分|[编編章节節条條篇卷是（()）、．.]|\\s|[-－之].*", "", label))


def _labelled(text: str, at: int, end: int, fresh: bool, depth: int = 0, begin: int | None = None) -> Marker | None:
    match = _LABEL.match(text, at, end)
    if not match or not match.lastgroup:
        return None
    number = _number(match.lastgroup, match.group())
    return (
        Marker(match.lastgroup, number, at if begin is None else begin, match.end(), fresh, depth) if number else None
    )


def _whole_line(text: str, start: int, end: int) -> Marker | None:
    """The marker that a whole line makes."""
    line = text[start:end]
    if len(line) > 60:
        return None
    if match := _ANNEX.match(line):
        letter = ord(match.group(2)) - ord("A") + 1 if match.group(2) else 0
        number = letter or chinese_number(match.group(1) or match.group(3) or "") or 1
        return Marker("annex", number, start, end, True)
    if _BOXED.match(line):
        return Marker("boxed", 0, start, end, True)
    if match := _SPACED.match(line):
        return Marker("cn", chinese_number(match.group(1)), start, start + match.end(1), True)
    return None


def _inside(text: str, at: int, end: int) -> Iterator[Marker]:
    """The markers within a line from at on."""
    places = {match.start() for match in _INLINE.finditer(text, at + 1, end)}
    if end - at > _ONE_LINE:
        places |= {match.start() for match in _GLUED.finditer(text, at + 1, end)}
    last = at
    for place in sorted(places):
        glued = text[place - 1] >= "一" and not _INLINE.match(text, place)
        if glued and (place - last > _FARTHEST or re.search("[。；：，]", text[last:place])):
            continue
        if found := _labelled(text, place, end, False):
            last = found.end
            yield found


def markers(text: str, lines: list[tuple[int, int]], styles: Mapping[int, int] = _NO_STYLES) -> Iterator[Marker]:
    """Everything in text that looks like a marker, in order. lines: spans of its lines; styles: the level that the
    format gives a line, by where it starts."""
    in_annex_list = False  # 附件：1.… and the lines that go on with 2.… are a list of names
    for start, end in lines:
        if end <= start:
            continue
        if found := _whole_line(text, start, end):
            in_annex_list = False
            yield replace(found, style=styles.get(start, 0))
            continue
        if annex.LISTS.match(text, start, end):
            in_annex_list = True
            continue
        if mark := _HASH.match(text, start, end):
            found = _labelled(text, mark.end(), end, True, len(mark.group(1)), start)
            yield found or Marker("hash", 0, start, mark.end(), True, len(mark.group(1)))
            continue
        found = _labelled(text, start, end, True)
        in_annex_list = in_annex_list and bool(found) and found.kind == "number"
        if in_annex_list:
            continue
        if start in styles and not found:
            yield Marker("styled", 0, start, start, True, style=styles[start])
            continue
        if found:
            yield replace(found, style=styles.get(start, 0))
        yield from _inside(text, found.end if found else start, end)
