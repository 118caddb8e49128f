"""What a notice issues or forwards (关于印发《…》的通知, 转发…), and where the texts that it lists as attached begin."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import annex
from ingest.agencies import agencies_in, number_in
from ingest.attached import attached, begins, same_title
from ingest.clean import Traced
from ingest.compound import find_titles
from ingest.foot import Foot, proven
from ingest.signed import Signature
from ingest.source import Span, Titled
from rag.schema import Attachment, Part, Proven
from rag.text import fold

_ISSUES = re.compile("印发|发布|公布|颁布|转发|批转|下发")
_QUOTED = re.compile("《((?:[^《》]|《[^《》]*》)+)》")
# 关于印发海云区学校食堂管理办法的通知, 转发市教育局关于…的通知.
_BARE = re.compile("(?:印发|转发|批转|发布|公布|下发)(?:的)?(?!《)(.{6,60}?)的?(?:通知|公告|决定|函)$")

_TITLE_LINES = 4
_ABOVE = 3  # lines above an issued text's title that are its own letterhead and number


@dataclass(frozen=True, slots=True)
class Issued:
    """parts: the texts issued or forwarded; taken: spans of their titles, letterheads and numbers, which are data;
    attachments: as listed, each with where it begins; titled: lines under which one of them stands, each with its
    title."""

    parts: tuple[Part, ...] = ()
    taken: tuple[Span, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    titled: tuple[Titled, ...] = ()

    @property
    def begins(self) -> list[int]:
        """Where in the source text something begins that numbers for itself."""
        return [*(part.start for part in self.parts), *(each.begins for each in self.attachments if each.begins >= 0)]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where an issued text begins: its first line, the lines of its title."""

    start: int
    title: Span
    data: tuple[Span, ...]
    number: Span | None
    agency: Span | None


def read_issued(traced: Traced, title: Proven | None, foot: Foot) -> Issued:
    """The texts that a notice of this title issues, found by their titles on lines of their own, and its
    attachments."""
    lines = [span for span in traced.lines() if span[1] > span[0]]
    attachments = tuple(
        Attachment(named, begins(traced, lines, foot, number, named.value))
        for number, named in enumerate((proven(traced, span) for span in foot.listed), 1)
        if named
    )
    found = _named(traced, lines, foot, title)
    own = {each.title for each in found}
    inside = [_place(traced, lines, *block) for block in find_titles(traced, lines)]
    found = sorted([*found, *(each for each in inside if each.title not in own)], key=lambda each: each.start)
    parts = []
    ends = [end for _, end in lines]
    for at, each in enumerate(found):
        stop = found[at + 1].start if at + 1 < len(found) else _next_annex(traced, lines, each)
        last = bisect_right(ends, stop)
        end = ends[last - 1] if last else stop
        signed = [one for one in foot.signatures if each.start < one.span[0] < stop]
        parts.append(_part(traced, each, end, signed))
    # The title of the one text that a notice is about is data; those of several are the headings of their texts.
    several = len(found) > 1 or any(each.title not in own for each in inside)
    taken = tuple(span for each in found for span in each.data if not several or not _within(span, each.title))
    titled = [_titled(traced, lines, each, several) for each in found]
    titled += attached(traced, lines, attachments)
    return Issued(tuple(parts), taken, attachments, tuple(each for each in titled if each))


def _within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _named(traced: Traced, lines: list[Span], foot: Foot, title: Proven | None) -> list[_Found]:
    """The texts that a notice's title names, in the order in which they stand."""
    found: list[_Found] = []
    for name in _names(title):
        after = found[-1].title[1] if found else 0
        if place := _find(traced, lines, foot, fold(name), after):
            found.append(place)
    return found


def _titled(traced: Traced, lines: list[Span], found: _Found, several: bool) -> Titled | None:
    """The heading under which an issued text stands: the line 附件 above it, or its title where it is one of several."""
    at = bisect_left(lines, (found.start,))
    head = lines[at] if at < len(lines) and lines[at][0] == found.start else found.title
    value = "".join(traced.text[slice(*found.title)].split()).lstrip("#")
    if annex.ALONE.match(traced.text[slice(*head)]):
        return Titled(traced.starts[head[0]], traced.ends[head[1] - 1], value)
    return Titled(*traced.span(*found.title), value) if several else None


def _part(traced: Traced, found: _Found, end: int, signed: Sequence[Signature]) -> Part:
    last = signed[-1] if signed else None
    agency = found.agency or (last.agencies[0] if last and last.agencies else None)
    title = Proven("".join(traced.text[slice(*found.title)].split()).lstrip("#"), *traced.span(*found.title))
    start, stop = traced.span(found.start, end)
    return Part(
        start,
        stop,
        title,
        proven(traced, agency),
        proven(traced, found.number),
        proven(traced, last.date if last else None),
    )


def _names(title: Proven | None) -> list[str]:
    """The titles of what a notice issues, as its own title names them."""
    if title is None or not _ISSUES.search(title.value):
        return []
    name = title.value.strip()
    after = _ISSUES.search(name)
    assert after is not None
    if quoted := [match[1] for match in _QUOTED.finditer(name, after.end())]:
        return quoted
    bare = _BARE.search(name)
    return [bare[1]] if bare else []


def _find(traced: Traced, lines: list[Span], foot: Foot, name: str, after: int) -> _Found | None:
    """Where the text of a folded title begins: the title stands there on lines of its own."""
    inside = {line for span in foot.taken for line in lines if span[0] <= line[0] < span[1]}
    for at, (start, _) in enumerate(lines):
        if start < after or lines[at] in inside:
            continue
        joined = ""
        for last in range(at, min(at + _TITLE_LINES, len(lines))):
            joined += fold(traced.text[slice(*lines[last])])
            if same_title(joined, name):
                return _place(traced, lines, at, last)
            if not name.startswith(joined) and joined not in name:
                break
    return None


def _place(traced: Traced, lines: list[Span], first: int, last: int) -> _Found:
    """The beginning of the text whose title is on these lines, its letterhead, number or 附件 line above them
    included."""
    number = agency = None
    data = [*lines[first : last + 1]]
    start = lines[first][0]
    for span in reversed(lines[max(0, first - _ABOVE) : first]):
        line = traced.text[slice(*span)]
        if annex.ALONE.match(line):
            start = span[0]
            break
        if found := number_in(line):
            number = (span[0] + found[0], span[0] + found[1])
        elif number and (names := agencies_in(re.sub(r"\s*文\s*件$", "", line))):
            agency = (span[0] + names[0][0], span[0] + names[0][1])
        else:
            break
        data.append(span)
        start = span[0]
    for span in lines[last + 1 : last + 2]:
        if not number and (found := number_in(traced.text[slice(*span)])):
            number = (span[0] + found[0], span[0] + found[1])
            data.append(span)
    return _Found(start, (lines[first][0], lines[last][1]), tuple(data), number, agency)


def _next_annex(traced: Traced, lines: list[Span], found: _Found) -> int:
    """Where the annex after a text begins; the end where none does."""
    own = next(
        (
            match[1]
            for span in lines
            if span[0] == found.start and (match := annex.ALONE.match(traced.text[slice(*span)]))
        ),
        "",
    )
    for span in lines:
        match = annex.ALONE.match(traced.text[slice(*span)])
        if span[0] > found.title[1] and match and (own or match[1] not in ("", "1")):
            return span[0]
    return len(traced.text)
