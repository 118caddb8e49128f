"""Where on a page words stand: the boxes of their lines, cut to the characters that they cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from rag.layout import Layout, Line, Page

_TALL = 2.0  # a box this many times as high as wide is a line that runs up or down the page
_MANY = 2.0  # pairs of lines that say that a page is turned, for one that says it is not


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page, in shares (0 to 1) of its width and height from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def marks(text: str, layout: Layout, start: int, end: int, page: Page) -> list[Mark]:
    """The boxes of text[start:end] on a page, in the order of the text. text: of the whole document."""
    lines = [line for line in layout.lines if line.page == page.number]
    cited = [line for line in lines if line.start < end and line.end > start]
    return [_cut(text, line, max(start, line.start), min(end, line.end), lines, page) for line in cited]


def _cut(text: str, line: Line, start: int, end: int, lines: Sequence[Line], page: Page) -> Mark:
    """The part of a line's box that text[start:end] covers. lines: all of the page, by whose order it is told how the page lies."""
    whole = _width(text[line.start : line.end]) or 1.0
    before, after = _width(text[line.start : start]) / whole, _width(text[line.start : end]) / whole
    wide, high = line.right - line.left, line.bottom - line.top
    tall = line.end - line.start > 1 and _is_tall(line, page)
    if _runs_back([each for each in lines if _is_tall(each, page) == tall], tall):
        before, after = 1 - after, 1 - before
    if tall:
        return Mark(line.left, line.top + before * high, line.right, line.top + after * high)
    return Mark(line.left + before * wide, line.top, line.left + after * wide, line.bottom)


def _is_tall(line: Line, page: Page) -> bool:
    wide, high = (line.right - line.left) * (page.width or 1.0), (line.bottom - line.top) * (page.height or 1.0)
    return high > _TALL * wide


def _runs_back(lines: Sequence[Line], tall: bool) -> bool:
    """Whether lines run up the page, or from right to left, since the page lies turned in its picture: then lines that run up
    follow one another to the right, where columns go to the left; and level lines follow one another upwards."""
    onward = back = 0
    for one, other in pairwise(lines):
        step = one.left - other.left if tall else other.top - one.top
        room = (one.right - one.left if tall else one.bottom - one.top) / 2
        onward, back = onward + (step > room), back + (step < -room)
    return back > _MANY * onward


def _width(text: str) -> float:
    """In ems: Chinese characters and their marks are wide, others take half of that."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
