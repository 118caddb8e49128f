"""Whether two texts are one document: read by other means, saved from another site, or recognised from a scan.

Strict on purpose: a copy is no longer searched. Texts whose figures differ are never copies; born-digital ones differ in nothing but
what stands before or behind the text; scanned ones may differ in single characters, as OCR slips.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from rag.library.signature import letters, plain
from rag.repeals import plain_number
from rag.schema import Metadata, Proven
from rag.text import fold

_LEAST = 30  # characters of a text that can be told from others
_MOST_OTHER = 0.03  # share of the shorter text in which copies may differ
_FURNITURE = 60  # characters before or behind the text
_OF_SITES = re.compile(
    "打印|关闭|编辑|来源|[上下]一篇|分享|首页|当前位置|浏览|字号|字体|收藏|返回|扫一扫|版权|网站|网页|作者|发布|相关|点击|微信|微博|下载|附件|此件"
)
_SLIP = 3  # characters that OCR misreads in one place
_ANCHOR = 8  # characters of a run that stands once in both texts
_GAP = 400  # characters between two anchors
_TITLE = 0.85  # likeness of titles of which one was scanned
_FIGURES = re.compile("[0-9〇零一二三四五六七八九十百千万亿半两]")
# What turns a sentence round when it is put in or left out.
_WEIGHTY = re.compile("[不未无非禁勿免可应须必得废]")


def one_document(left: str, right: str, scanned: bool, names: Collection[str] = ()) -> bool:
    """Whether two comparable texts (rag.library.signature.comparable) are the same. scanned: one of them was. names: what one may
    have before or behind its text, such as its title."""
    shorter = min(len(left), len(right))
    if shorter < _LEAST:
        return False
    if letters(left) == letters(right):
        return True
    other = 0
    for (first, last), (start, stop) in differences(left, right):
        one, two = letters(left[first:last]), letters(right[start:stop])
        if not one and not two:
            continue
        outside = (first == start == 0) or (last == len(left) and stop == len(right))
        if outside:
            one, two = _without(one, names), _without(two, names)
            if not one and not two:
                continue
        other += max(len(one), len(two))
        if other > _MOST_OTHER * shorter or _FIGURES.search(one + two):
            return False
        whole = "。" in left[first:last] + right[start:stop]
        beside = one + two
        furniture = outside and not (one and two or whole) and len(beside) <= _FURNITURE and _OF_SITES.search(beside)
        slip = scanned and max(len(one), len(two)) <= _SLIP and not _WEIGHTY.search(one + two)
        if not (furniture or slip):
            return False
    return True


def _without(text: str, names: Collection[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def differences(left: str, right: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where two texts differ, as spans of both, in order; a span wider than a page stands for all that lies in it."""
    at = there = 0
    for first, second in (*_anchors(left, right), (len(left), len(right))):
        while at < first and there < second and left[at] == right[there]:
            at, there = at + 1, there + 1
        if max(first - at, second - there) > _GAP:
            yield (at, first), (there, second)
        elif at < first or there < second:
            matcher = SequenceMatcher(None, left[at:first], right[there:second], autojunk=False)
            for kind, a, b, c, d in matcher.get_opcodes():
                if kind != "equal":
                    yield (at + a, at + b), (there + c, there + d)
        at, there = first, second


def _anchors(left: str, right: str) -> list[tuple[int, int]]:
    """Places of runs that stand once in both texts, rising in both (patience diff)."""
    once = _once(right)
    pairs = sorted((at, once[run]) for run, at in _once(left).items() if run in once)
    tails: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        place = bisect_left(tails, there)
        tails[place : place + 1] = [there]
        chains[place : place + 1] = [number]
        before.append(chains[place - 1] if place else -1)
    found = []
    at = chains[-1] if chains else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _once(text: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for at in range(len(text) - _ANCHOR + 1):
        run = text[at : at + _ANCHOR]
        places[run] = -1 if run in places else at
    return {run: at for run, at in places.items() if at >= 0}


def may_be_one(left: Metadata, right: Metadata, scanned: bool) -> bool:
    """Whether nothing that is known of two documents tells them apart: their numbers, titles, places and years."""
    numbered = left.number and right.number
    if (
        left.number
        and right.number
        and not _agree(plain_number(left.number.value), plain_number(right.number.value), scanned)
    ):
        return False
    titled = _known(left.title, right.title)
    if titled and not _agree(*titled, scanned):
        return False
    placed = _known(left.place, right.place)
    if placed and placed[0] not in placed[1] and placed[1] not in placed[0]:
        return False
    dated = _known(left.year, right.year)
    return bool(numbered) or not dated or dated[0] == dated[1]


def _known(left: Proven | None, right: Proven | None) -> tuple[str, str] | None:
    return (letters(plain(fold(left.value))), letters(plain(fold(right.value)))) if left and right else None


def _agree(left: str, right: str, scanned: bool) -> bool:
    """Whether two names are the same: one may leave out the agency before it; a scanned one may have a slip, not in its figures."""
    if re.findall(r"\d+", left) != re.findall(r"\d+", right):
        return False
    if left.endswith(right) or right.endswith(left):
        return True
    return scanned and SequenceMatcher(None, left, right, autojunk=False).ratio() >= _TITLE


def names_of(*documents: Metadata) -> tuple[str, ...]:
    """Titles, numbers and agencies of documents as they stand in comparable texts, the longest first."""
    known = (
        proven
        for data in documents
        for proven in (data.title, data.number, data.agency, data.issued, *data.agencies, *data.signatories)
    )
    return tuple(sorted({letters(plain(fold(each.value))) for each in known if each} - {""}, key=len, reverse=True))
