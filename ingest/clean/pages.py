"""Numbers of pages that a conversion left at the head of a page's first line, or on a line between two pages:
"2、养实现新突破" after a line that breaks off, "12 推动形成", 12.

They look like headings and cut a sentence in two. What gives them away is that they run through the whole text, a page
apart, and that the lines before them end in mid-phrase.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.clean.traced import Traced
from ingest.numbering import DECIMAL, NUMBER, OFFICIAL

_ENDED = re.compile("[。！？!?；;：:…”〞）)]$")
_ANEW = re.compile(rf"(?:{OFFICIAL}|{NUMBER}|附)")
_DECIMAL = re.compile(DECIMAL)
_PHRASE = 12  # characters from which a line that does not end is a sentence and no heading


@dataclass(frozen=True, slots=True)
class _Way:
    """How pages are numbered. fewest: numbers from which they can be told; apart: lines that a page has at least; sure:
    of how many in ten must cut a sentence."""

    label: re.Pattern[str]
    fewest: int
    apart: int
    sure: int


_WAYS = (
    _Way(re.compile(r"(\d{1,3})、"), 2, 1, 6),
    _Way(re.compile(r"(\d{1,3})(?:[ \t\u3000]+(?=\S)|$)"), 3, 8, 5),
)


@dataclass(frozen=True, slots=True)
class _Label:
    """A number at the head of a line. place: of the line among those that show; cuts: it stands within a sentence."""

    place: int
    number: int
    length: int
    cuts: bool


def join_pages(traced: Traced) -> Traced:
    """The text with such numbers left out and the sentences that they cut joined."""
    for way in _WAYS:
        shown = [span for span in traced.lines() if span[1] > span[0]]
        labels = _run(_labels(traced.text, shown, way), way)
        cutting = sum(label.cuts for label in labels)
        if cutting >= way.fewest and cutting * 10 >= len(labels) * way.sure:
            # The number goes, and with it the line break before it where it stood inside a sentence.
            traced = traced.without(_gap(traced.text, shown, label) for label in labels)
    return traced


def _labels(text: str, shown: Sequence[tuple[int, int]], way: _Way) -> list[_Label]:
    found = []
    for place, (start, end) in enumerate(shown):
        match = way.label.match(text[start:end])
        if place and match:
            before = text[slice(*shown[place - 1])]
            cuts = len(before) > _PHRASE and not _ENDED.search(before) and not _is_heading(before)
            found.append(_Label(place, int(match.group(1)), match.end(), cuts))
    return found


def _is_heading(line: str) -> bool:
    """Whether a line that does not end a sentence is a heading: numbered and short, or numbered 3.2."""
    if _DECIMAL.match(line):
        return len(line) <= 3 * _PHRASE
    return len(line) <= 2 * _PHRASE and "，" not in line and bool(_ANEW.match(line))


def _run(labels: Sequence[_Label], way: _Way) -> list[_Label]:
    """The labels that count on by one from 1 or 2, a page apart, of which the most cut a sentence."""
    best: dict[int, tuple[int, tuple[_Label, ...]]] = {}
    for label in labels:
        worth, before = best.get(label.number - 1, (0, ()))
        if before and label.place - before[-1].place < way.apart or not (before or label.number in (1, 2)):
            continue
        worth += 3 if label.cuts else 1
        known, _ = best.get(label.number, (0, ()))
        if worth > known or (worth == known and not before):  # what comes before the first page is a table of contents
            best[label.number] = worth, (*before, label)
    return list(max(best.values(), key=lambda found: found[0], default=(0, ()))[1])


def _gap(text: str, shown: Sequence[tuple[int, int]], label: _Label) -> tuple[int, int]:
    """What goes of a text with the number of a page."""
    start, end = shown[label.place]
    after = start + label.length
    alone = after == end and label.place + 1 < len(shown)
    if alone:
        after = shown[label.place + 1][0]
    goes_on = label.cuts and after < len(text) and not (_ANEW.match(text, after) or _DECIMAL.match(text, after))
    return (shown[label.place - 1][1] if goes_on else start), after
