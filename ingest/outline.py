"""The outline of a document, built from its numbering.

Documents mix the official levels as they like, so a marker's level comes from where it stands: it opens a level below the
headings that are open and of a higher rank, or goes on at its own. Whether it is a heading at all is told by its number
(one more than the last of its kind, or the first of several) and by what follows it, which keeps out decimals,
cross-references and lists. A line that only its format marks as a heading stands at the level that it has there.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from ingest.clean import Traced
from ingest.markers import LEGAL, RANKS, Marker, markers
from ingest.source import Styled
from ingest.styled import heading_levels

_TITLE_END = re.compile("[。！？；;：:\r\n]")
_LONGEST_TITLE = 50  # characters; what runs on longer is text, not a heading
_MOST_CONTENTS = 200  # headings of a table of contents
_LEADER_CHARS = ".…·・ \t\u3000\r\n0123456789"  # between a title in a table of contents and its page
_LEADERS = re.compile(rf"[{re.escape(_LEADER_CHARS)}]+$")
_LEAD = 18  # characters of text that name a heading without a title
_BETWEEN = re.compile("[-－之]")
_CROSS_REFERENCE = re.compile(
    r"\s*(规定|的规定|所列|之规定|第[一二三四五六七八九十\d]+[款项]|至第|、第|和第|或者?第|的(?!人|单位|学校))"
)


@dataclass(slots=True)
class Node:
    """A heading in cleaned text: label text[start:body] begins with, title end at body. parents: outermost first."""

    marker: Marker
    title: str
    body: int
    parents: tuple["Node", ...] = field(default=(), repr=False)

    @property
    def start(self) -> int:
        return self.marker.start

    @property
    def level(self) -> int:
        return len(self.parents) + 1


def _title(text: str, marker: Marker, limit: int) -> tuple[str, int]:
    """The title after a marker and where it ends; "" when the marker is followed by text."""
    if marker.kind == "styled":
        return text[marker.end : limit].strip(), limit
    stop = _TITLE_END.search(text, marker.end, limit)
    end = stop.start() if stop else limit
    title = text[marker.end : end].strip(" \t\u3000\xa0，,、")
    closes = stop is not None and stop.group() in "。！？"
    whole_line = stop is None or stop.group() in "\r\n"
    if marker.kind == "article" or not title or len(title) > _LONGEST_TITLE:
        return "", marker.end
    if closes or whole_line or (stop is not None and stop.group() in "：:" and _ends_line(text, stop.end())):
        return title, stop.end() if stop and not whole_line else end
    return "", marker.end


def _ends_line(text: str, at: int) -> bool:
    return not text[at : at + 1] or text[at] in "\r\n"


def _stands_above(upper: Marker, lower: Marker) -> bool:
    """Whether a heading stays open when another begins. Markdown's depth counts first, and is above all plain numbering."""
    if "styled" in (upper.kind, lower.kind):
        if upper.style and lower.style and lower.kind != "annex":
            return upper.kind == "annex" or upper.style < lower.style
        return lower.kind != "annex"
    if upper.depth or lower.depth:
        return bool(upper.depth) and (not lower.depth or upper.depth < lower.depth)
    return RANKS[upper.kind] <= RANKS[lower.kind]


class _Builder:
    def __init__(self, text: str, found: list[Marker], breaks: Sequence[int]) -> None:
        self.text = text
        self.found = found
        self.breaks = list(breaks)
        self.stack: list[Node] = []
        self.last: dict[str, int] = {}
        self.nodes: list[Node] = []
        self.boxed = sum(marker.kind == "boxed" for marker in found)
        self.line_ends = [match.start() for match in re.finditer(r"[\r\n]|\Z", text)]

    def _line_end(self, at: int) -> int:
        return self.line_ends[bisect_left(self.line_ends, at)]

    def _key(self, marker: Marker) -> str:
        if marker.kind == "styled":
            return f"styled{marker.style}"
        return f"hash{marker.depth}" if marker.kind == "hash" else marker.kind

    def _open(self, marker: Marker) -> Node | None:
        return next((node for node in self.stack if self._key(node.marker) == self._key(marker)), None)

    def _goes_on(self, index: int) -> bool:
        """Whether the second of a list comes after its first, before the list could have ended."""
        marker = self.found[index]
        for place in range(index + 1, len(self.found)):  # to copy what follows takes too long in a long text
            later = self.found[place]
            if later.kind == marker.kind and later.number in (1, 2):
                return later.number == 2
            if RANKS[later.kind] < RANKS[marker.kind] and later.fresh and marker.kind != "shi":
                return False
        return False

    def _is_heading(self, index: int) -> bool:
        marker = self.found[index]
        if marker.kind in ("hash", "styled", "annex", "cn_section"):
            return True
        if marker.kind == "boxed":
            return self.boxed >= 2
        end = self._line_end(marker.end)
        title, _ = _title(self.text, marker, end)
        if marker.kind in LEGAL:
            return self._is_legal(marker, end)
        if any(node.marker.kind == "article" for node in self.stack):
            return False  # （一）… below an article are its items
        if not marker.fresh and (
            marker.kind in ("number_bracket", "circle") or not (title or self._inline_title(index))
        ):
            return False
        item = self.text[marker.start : end].rstrip().endswith(("；", ";"))
        if item or (marker.kind in ("number_bracket", "circle") and not title):
            return False
        sibling = self._open(marker)
        expected = sibling.marker.number + 1 if sibling else self.last.get(marker.kind, 0) + 1
        if marker.number == expected and (sibling or expected > 1):
            return True
        if marker.number == 1:
            return self._goes_on(index) or (marker.fresh and bool(title))
        if marker.kind == "cn" and marker.fresh and title and "cn" not in self.last:
            return True  # an excerpt begins where it begins
        # A number left out or given twice is a slip that a heading on a line of its own survives.
        slip = sibling is not None and marker.number in (expected + 1, expected - 1)
        return slip and marker.fresh and bool(title)

    def _inline_title(self, index: int) -> bool:
        """Whether a marker within a line is followed by a short title up to the next marker, without a full stop."""
        marker = self.found[index]
        following = self.found[index + 1].start if index + 1 < len(self.found) else len(self.text)
        between = self.text[marker.end : following]
        return 2 <= len(between.strip()) <= _LONGEST_TITLE and not re.search("[。；：]", between)

    def _is_legal(self, marker: Marker, end: int) -> bool:
        rest = self.text[marker.end : end]
        if _CROSS_REFERENCE.match(rest):
            return False
        if marker.kind != "article" and (len(rest) > _LONGEST_TITLE or re.search("[。；，]", rest)):
            return False
        before = self.last.get(marker.kind, 0)
        if _BETWEEN.search(self.text, marker.start, marker.end):
            return marker.fresh and marker.number == before  # 第三十五条之一 stands between two
        if not marker.fresh and marker.number != before + 1:
            return False
        return marker.number == 1 or before < marker.number <= before + 3

    def _place(self, marker: Marker) -> None:
        sibling = self._open(marker)
        if sibling:
            del self.stack[self.stack.index(sibling) :]
            return
        nests = (
            bool(self.stack)
            and self.stack[-1].marker.kind == "shi"
            and marker.number == 1
            and marker.kind in ("number_bracket", "circle")
        )
        while self.stack and not nests and not self._stays_open(self.stack[-1].marker, marker):
            self.stack.pop()

    def _stays_open(self, upper: Marker, lower: Marker) -> bool:
        if lower.kind == "styled" and not upper.style and upper.kind != "annex":
            # No level is known of what is open but how deep it stands.
            return upper.kind != "article" and len(self.stack) < lower.style
        return _stands_above(upper, lower)

    def build(self) -> list[Node]:
        for index, marker in enumerate(self.found):
            while self.breaks and self.breaks[0] <= marker.start:
                # Another document begins, which numbers for itself.
                self.stack, self.last = [], {}
                del self.breaks[0]
            if not self._is_heading(index):
                continue
            self._place(marker)
            node = Node(marker, "", marker.end, tuple(self.stack))
            self.stack.append(node)
            self.last[marker.kind] = marker.number
            if marker.kind == "annex":
                self.last = {"annex": marker.number}  # an annex numbers for itself
            for (
                kind
            ) in RANKS:  # legal numbering runs through a whole law; the rest begins again or runs on, as it likes
                if (
                    RANKS[kind] > RANKS[marker.kind]
                    and kind != "article"
                    and marker.kind in ("part", "chapter", "section", "hash")
                ):
                    self.last.pop(kind, None)
            self.nodes.append(node)
        for node, following in zip_longest(self.nodes, self.nodes[1:]):
            limit = min(self._line_end(node.marker.end), following.start if following else len(self.text))
            node.title, node.body = _title(self.text, node.marker, limit)
        return self.nodes


@dataclass(frozen=True, slots=True)
class Outline:
    """nodes: the headings in order. opening: where the text before the first heading ends, or a table of contents begins.
    breaks: where another document begins within the text, which the one before has issued or forwards."""

    nodes: list[Node]
    opening: int
    breaks: tuple[int, ...] = ()


def build_outline(
    traced: Traced,
    parts: Sequence[int] = (),
    headings: Sequence[Styled] = (),
    cells: Sequence[tuple[int, int]] = (),
) -> Outline:
    """The outline of a body of text, a table of contents left out. parts: where in the source the texts that it issues begin;
    headings: lines that the format marks; cells: rows of tables, none of which is a heading. All in offsets of the source."""
    found = _above_articles(traced.text, _outside(traced, cells, _markers(traced, headings)))
    breaks = tuple(sorted(at for start in parts if (at := bisect_left(traced.starts, start)) < len(traced.text)))
    nodes = _Builder(traced.text, found, breaks).build()
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
            if 1 < len(between) <= _LONGEST_TITLE and not re.search("[。；：\n]", between):
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


def heading_text(text: str, node: Node) -> str:
    """A heading as a path shows it: its label and title, or the words that its text begins with."""
    label = text[node.marker.start : node.marker.end].lstrip("#").strip().strip("【】:：")
    between = re.match(r"[，,\s]*", text[node.marker.end :])
    joint = between.group().strip() if between else ""
    if node.title:
        return f"{label}{joint}{node.title}" if node.marker.kind not in LEGAL else f"{label} {node.title}"
    if node.marker.kind == "article":
        return label
    lead = text[node.marker.end : node.marker.end + _LEAD + 1].split("\n")[0].strip()
    return f"{label}{lead[:_LEAD]}…" if len(lead) > _LEAD else label + lead
