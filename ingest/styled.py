"""Which of the lines that a format marks as headings are headings.

Writers style whole letters as headings by mistake, and the name of a document as its first section. A level of headings
is believed only where its lines look like headings and stand over text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.clean import Traced
from ingest.source import Styled

LONGEST = 50  # characters of a heading without a number
_SENTENCE = re.compile("[。；;]|[：:，,、！!？?]$|^[\\d〇零一二三四五六七八九十年月日.\\-/（）() ]+$")
_MOST_WRONG = 1 / 3  # share of a level's lines that cannot be headings, from which none is believed
_FEW = 3  # headings of a level that may all stand over nothing: 附件 and the like


@dataclass(frozen=True, slots=True)
class _Line:
    index: int  # among the lines that are not empty
    start: int
    level: int
    numbered: bool
    fits: bool  # could be a heading


def heading_levels(traced: Traced, headings: Iterable[Styled], numbered: Iterable[int]) -> dict[int, int]:
    """The level of each line of text that is a heading, by where it starts; the outermost is 1.

    headings: as the format marks them, in offsets of the source; numbered: where the lines start that begin with a
    number.
    """
    spans = [span for span in traced.lines() if span[1] > span[0]]
    styled = _lines(traced, spans, sorted(headings, key=lambda each: each.start), set(numbered))
    believed = [
        line for level in {each.level for each in styled} for line in _believed(level, styled, len(spans)) if line.fits
    ]
    believed.sort(key=lambda line: line.start)
    title = _title(traced, spans, believed)
    levels = {level: rank for rank, level in enumerate(sorted({each.level for each in believed} - {title}), 1)}
    return {line.start: levels[line.level] for line in believed if line.level in levels}


def _lines(
    traced: Traced, spans: Sequence[tuple[int, int]], headings: Sequence[Styled], numbered: set[int]
) -> list[_Line]:
    """The lines of text that stand within a heading's span; a line that cleaning joined to another is none."""
    starts = [each.start for each in headings]
    found = []
    for index, (start, end) in enumerate(spans):
        first, last = traced.span(start, end)
        at = bisect_right(starts, first) - 1
        if at < 0 or last > headings[at].end or headings[at].level < 1:
            continue
        text = traced.text[start:end]
        has_number = start in numbered
        fits = has_number or (len(text) <= LONGEST and not _SENTENCE.search(text))
        found.append(_Line(index, start, headings[at].level, has_number, fits))
    return found


def _believed(level: int, styled: Sequence[_Line], count: int) -> list[_Line]:
    """The lines of a level, or none where the level is a mistake. count: lines of the document."""
    lines = [line for line in styled if line.level == level]
    if sum(not line.fits for line in lines) > _MOST_WRONG * len(lines):
        return []
    levels = {line.index: line.level for line in styled}
    plain = [line for line in lines if not line.numbered and line.fits]
    # The line below is text, or a heading further in.
    bare = sum(line.index + 1 >= count or levels.get(line.index + 1, level + 1) <= level for line in plain)
    return [] if len(plain) > _FEW and bare * 2 > len(plain) else lines


def _title(traced: Traced, spans: Sequence[tuple[int, int]], believed: Sequence[_Line]) -> int | None:
    """The outermost level, where its one line is the name of the document: nothing stands above it but scraps of a
    cover."""
    outermost = min((line.level for line in believed), default=None)
    lines = [line for line in believed if line.level == outermost]
    if len(lines) != 1 or lines[0].numbered:
        return None
    above = spans[: lines[0].index]
    covered = all(end - start <= LONGEST and "。" not in traced.text[start:end] for start, end in above)
    return outermost if covered and believed[0] is lines[0] else None
