"""Which markers of a text are headings, and which of them stands under which."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from ingest.lookahead import Lookahead
from ingest.markers import LEGAL, RANKS, Marker
from ingest.nodes import LONGEST_TITLE, Node, Titles, title_of

_BETWEEN = re.compile("[-－之]")
_ITEMS = ("number_bracket", "circle")  # what heads items of a list more often than not
_CROSS_REFERENCE = re.compile(
    r"\s*(规定|的规定|所列|之规定|第[一二三四五六七八九十\d]+[款项]|至第|、第|和第|或者?第|的(?!人|单位|学校))"
)


def _stands_above(upper: Marker, lower: Marker) -> bool:
    """Whether a heading stays open when another begins. Markdown's depth counts first, and is above all plain
    numbering."""
    if "titled" in (upper.kind, lower.kind):
        return lower.kind != "titled"
    if "styled" in (upper.kind, lower.kind):
        if upper.style and lower.style and lower.kind != "annex":
            return upper.kind == "annex" or upper.style < lower.style
        return lower.kind != "annex"
    if upper.depth or lower.depth:
        return bool(upper.depth) and (not lower.depth or upper.depth < lower.depth)
    return RANKS[upper.kind] <= RANKS[lower.kind]


class Nesting(Lookahead):
    """Takes the markers of a text one by one; breaks: where another text begins, which numbers for itself; titles:
    those known."""

    def __init__(self, text: str, found: list[Marker], breaks: Sequence[int], titles: Titles) -> None:
        super().__init__(text, found, titles)
        self.breaks = list(breaks)
        self.stack: list[Node] = []
        self.items: dict[str, int] = {}  # the number of the last of a kind that was none, since one was
        self.suspended: dict[str, int] = {}  # the number at which a list stands while another stands within it
        self.nodes: list[Node] = []
        self.boxed = sum(marker.kind == "boxed" for marker in found)
        self.questions = sum(marker.kind == "question" and marker.fresh for marker in found)

    def _key(self, marker: Marker) -> str:
        if marker.kind == "styled":
            return f"styled{marker.style}"
        return f"hash{marker.depth}" if marker.kind == "hash" else marker.kind

    def _open(self, marker: Marker) -> Node | None:
        return next((node for node in self.stack if self._key(node.marker) == self._key(marker)), None)

    def _is_heading(self, index: int) -> bool:
        marker = self.found[index]
        if marker.kind in ("titled", "hash", "styled", "annex", "cn_section"):
            return True
        if marker.kind == "boxed":
            return self.boxed >= 2
        if marker.kind == "question":
            return marker.fresh and self.questions >= 2
        if marker.kind == "major":
            return self._is_major(index)
        end = self._line_end(marker.end)
        title, _ = title_of(self.text, marker, end, self.titles)
        if marker.kind in LEGAL:
            return self._is_legal(marker, self._before_article(index, end))
        return not self._is_item(index, end, title) and self._counts(index, title)

    def _is_item(self, index: int, end: int, title: str) -> bool:
        """Whether a marker, whatever its number, heads an item of a list. end: of its line."""
        marker = self.found[index]
        if any(node.marker.kind == "article" for node in self.stack):
            return True  # （一）… below an article are its items
        if not marker.fresh and (marker.kind in _ITEMS or not (title or self._inline_title(index))):
            return True
        if self.text[marker.start : end].rstrip().endswith(("；", ";")) or (marker.kind in _ITEMS and not title):
            return True
        after_items = marker.number > 1 and self.items.get(marker.kind) == marker.number - 1
        return after_items and not marker.kind.startswith("decimal")

    def _counts(self, index: int, title: str) -> bool:
        """Whether the number of a marker goes on with headings, or begins some."""
        marker = self.found[index]
        sibling = self._open(marker)
        expected = sibling.marker.number + 1 if sibling else self.last.get(marker.kind, 0) + 1
        if marker.number == expected and (sibling or expected > 1):
            return True
        if marker.fresh and sibling and marker.number == self.suspended.get(marker.kind, 0) + 1 > 2:
            return True
        if marker.kind in _ITEMS and not self._second_has_title(index):
            return False
        if marker.number == 1:
            return self._goes_on(index) or (marker.fresh and bool(title))
        if marker.kind == "cn" and marker.fresh and title and "cn" not in self.last:
            return True  # an excerpt begins where it begins
        # A number left out or given twice is a slip that a heading on a line of its own survives.
        slip = sibling is not None and marker.number in (expected + 1, expected - 1)
        return slip and marker.fresh and bool(title)

    def _is_legal(self, marker: Marker, end: int) -> bool:
        rest = self.text[marker.end : end]
        if _CROSS_REFERENCE.match(rest):
            return False
        if marker.kind != "article" and (len(rest) > LONGEST_TITLE or re.search("[。；，]", rest)):
            return False
        before = self.last.get(marker.kind, 0)
        if _BETWEEN.search(self.text, marker.start, marker.end):
            return marker.fresh and 0 <= marker.number - before <= 1  # 第三十五条之一 stands between two
        if not marker.fresh and marker.number != before + 1:
            return False
        return marker.number == 1 or before < marker.number <= before + 3

    def _suspend(self, marker: Marker) -> None:
        """Remember where a list stands within which another begins: 3. … 1. 2. 4. … in a manual with lists in its
        pictures."""
        sibling = self._open(marker)
        if not sibling:
            self.suspended.pop(marker.kind, None)
        elif marker.number == 1 < sibling.marker.number:
            self.suspended.setdefault(marker.kind, sibling.marker.number)
        elif marker.number == self.suspended.get(marker.kind, 0) + 1:
            self.suspended.pop(marker.kind, None)

    def _place(self, marker: Marker) -> None:
        sibling = self._open(marker)
        if sibling:
            del self.stack[self.stack.index(sibling) :]
            return
        nests = (
            bool(self.stack) and self.stack[-1].marker.kind == "shi" and marker.number == 1 and marker.kind in _ITEMS
        )
        while self.stack and not nests and not self._stays_open(self.stack[-1].marker, marker):
            self.stack.pop()

    def _stays_open(self, upper: Marker, lower: Marker) -> bool:
        if lower.kind == "styled" and not upper.style and upper.kind != "annex":
            # No level is known of what is open but how deep it stands.
            return upper.kind != "article" and len(self.stack) < lower.style
        return _stands_above(upper, lower)

    def _begin_again(self, marker: Marker) -> None:
        """Let what stands below a marker count from 1. Articles run through a whole law; the rest does as it likes."""
        for kind, rank in RANKS.items():
            if rank > RANKS[marker.kind] and kind != "article":
                self.last.pop(kind, None)

    def build(self) -> list[Node]:
        """The headings in order."""
        for index, marker in enumerate(self.found):
            while self.breaks and self.breaks[0] <= marker.start:
                # Another document begins, which numbers for itself.
                self.stack, self.last, self.items, self.suspended = [], {}, {}, {}
                del self.breaks[0]
            if not self._is_heading(index):
                self.items[marker.kind] = marker.number
                continue
            self.items.pop(marker.kind, None)
            self._suspend(marker)
            self._place(marker)
            node = Node(marker, "", marker.end, tuple(self.stack))
            self.stack.append(node)
            self.last[marker.kind] = marker.number
            if marker.kind == "annex":
                self.last = {"annex": marker.number}  # an annex numbers for itself
            if marker.kind in ("part", "chapter", "section", "hash"):
                self._begin_again(marker)
            self.nodes.append(node)
        for node, following in zip_longest(self.nodes, self.nodes[1:]):
            limit = min(self._line_end(node.marker.end), following.start if following else len(self.text))
            node.title, node.body = title_of(self.text, node.marker, limit, self.titles)
        return self.nodes
