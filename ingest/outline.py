"""The outline of a document, built from its numbering.

Documents mix the official levels as they like, so a marker's level comes from where it stands: it opens a level below
the headings that are open and of a higher rank, or goes on at its own. Whether it is a heading at all is told by its
number (one more than the last of its kind, or the first of several) and by what follows it, which keeps out decimals,
cross-references and lists. A line that only its format marks as a heading stands at the level that it has there.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.clean import Traced
from ingest.markers import Marker, markers
from ingest.nesting import Nesting
from ingest.nodes import LONGEST_TITLE, Node, heading_text
from ingest.source import Styled, Titled
from ingest.styled import heading_levels

_MOST_CONTENTS = 200  # headings of a table of contents
_LEADER_CHARS = ".…·・ \t\u3000\r\n0123456789"  # between a title in a table of contents and its page
_LEADERS = re.compile(rf"[{re.escape(_LEADER_CHARS)}]+$")


@dataclass(frozen=True, slots=True)
class Outline:
    """nodes: the headings in order. opening: where the text before the first heading ends, or a table of contents
    begins. breaks: where another document begins within the text, which the one before has issued or forwards."""

    nodes: list[Node]
    opening: int
    breaks: tuple[int, ...] = ()


def build_outline(
    traced: Traced,
    parts: Sequence[int] = (),
    headings: Sequence[Styled] = (),
    cells: Sequence[tuple[int, int]] = (),
    titled: Sequence[Titled] = (),
) -> Outline:
    """The outline of a body of text, a table of contents left out. parts: where in the source the texts that it issues
    begin; headings: lines that the format marks; cells: rows of tables, none of which is a heading; titled: headings
    whose titles are known. All in offsets of the source."""
    found, titles = _with_titles(traced, _outside(traced, cells, _markers(traced, headings)), titled)
    found = _above_articles(traced.text, found)
    breaks = tuple(sorted(at for start in parts if (at := bisect_left(traced.starts, start)) < len(traced.text)))
    nodes = Nesting(traced.text, found, breaks, titles).build()
    return Outline(nodes[_contents(traced.text, nodes) :], nodes[0].start if nodes else len(traced.text), breaks)


def _markers(traced: Traced, headings: Sequence[Styled]) -> list[Marker]:
    """The markers of a text. A kind of numbering that is styled has the level of most of its headings everywhere."""
    lines = traced.lines()
    plain = list(markers(traced.text, lines))
    if not headings:
        return plain
    found = list(
        markers(traced.text, lines, heading_levels(traced, headings, (each.start for each in plain if each.fresh)))
    )
    levels = {
        kind: Counter(each.style for each in found if each.kind == kind and each.style).most_common(1)
        for kind in {each.kind for each in found} - {"styled"}
    }
    return [
        replace(each, style=each.style or (levels[each.kind][0][0] if levels.get(each.kind) else 0)) for each in found
    ]


def _outside(traced: Traced, cells: Sequence[tuple[int, int]], found: list[Marker]) -> list[Marker]:
    """The markers that stand in none of these spans, which rise."""
    places = [traced.starts[each.start] for each in found]
    before = [bisect_right(cells, at, key=lambda span: span[0]) - 1 for at in places]
    return [each for each, at, cell in zip(found, places, before, strict=True) if cell < 0 or at >= cells[cell][1]]


def _above_articles(text: str, found: list[Marker]) -> list[Marker]:
    """The markers, with each 一、 that is a short line right above an article taken for a chapter of it."""
    lines = list(found)
    for index, (marker, following) in enumerate(pairwise(found)):
        if marker.kind == "cn" and marker.fresh and following.kind == "article" and following.fresh:
            between = text[marker.end : following.start].strip()
            if 1 < len(between) <= LONGEST_TITLE and not re.search("[。；：\n]", between):
                lines[index] = replace(marker, kind="cn_section")
    return lines


def _contents(text: str, nodes: list[Node]) -> int:
    """How many of the first headings are a table of contents: they have no text, and all are said again."""
    names = [
        (node.marker.kind, node.marker.number, _LEADERS.sub("", node.title)) for node in nodes[: 2 * _MOST_CONTENTS]
    ]
    for count in range(min(len(nodes) // 2, _MOST_CONTENTS), 1, -1):
        empty = all(
            not text[node.body : following.start].strip(_LEADER_CHARS)
            for node, following in zip(nodes, nodes[1 : count + 1], strict=False)
        )
        if empty and set(names[:count]) <= set(names[count:]):
            return count
    return 0


def _with_titles(
    traced: Traced, found: list[Marker], titled: Sequence[Titled]
) -> tuple[list[Marker], dict[int, tuple[str, int]]]:
    """The markers with those of the headings whose titles are known, and these titles."""
    titles: dict[int, tuple[str, int]] = {}
    found = sorted(found, key=lambda one: one.start)
    for each in titled:
        start, end = bisect_left(traced.starts, each.start), bisect_right(traced.ends, each.end)
        if start >= end or traced.starts[start] >= each.end:
            continue
        first, last = (bisect_left(found, place, key=lambda one: one.start) for place in (start, end))
        if annex := next((one for one in found[first:last] if one.kind == "annex"), None):
            titles[annex.start] = each.title, annex.end
            continue
        titles[start] = each.title, end
        found[first:last] = [Marker("titled", 0, start, start, True)]
    return found, titles


__all__ = ["Node", "Outline", "build_outline", "heading_text"]
