"""A stretch of a document's source text as HTML: quoted words marked, headings set off, page furniture greyed."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from rag.page.markup import escape, tag
from rag.page.table import render_table, table_span, tables_within
from rag.schema import Document

# Characters of context on each side of a quotation: clauses are added up to the first, long ones are cut at the second.
ENOUGH = 160
FARTHEST = 700


def clause_at(document: Document, start: int, end: int) -> int | None:
    """The index of the clause that holds start:end, or most of it; None where no clause touches it."""
    overlaps = [min(end, clause.end) - max(start, clause.start) for clause in document.clauses]
    best = max(range(len(overlaps)), key=overlaps.__getitem__, default=None)
    return best if best is not None and overlaps[best] > 0 else None


def context(document: Document, clause: int | None, mark: tuple[int, int]) -> tuple[int, int]:
    """The span to show around mark: its clause, whole clauses on either side, at most FARTHEST characters each way."""
    start, end = max(0, mark[0] - FARTHEST), min(len(document.text), mark[1] + FARTHEST)
    if clause is not None:
        earlier, later = document.clauses[:clause], document.clauses[clause + 1 :]
        before = next((each for each in reversed(earlier) if each.start <= mark[0] - ENOUGH), document.clauses[0])
        after = next((each for each in later if each.end >= mark[1] + ENOUGH), document.clauses[-1])
        start = max(start, min(_with_headings(document, before.start), mark[0]))
        end = min(end, max(after.end, mark[1]))
    return _sentence_start(document.text, start, mark[0]), _sentence_end(document.text, mark[1], end)


def removed_name(place: int) -> str:
    """The id of the place-th of the stretches that cleaning took out, where the text is drawn."""
    return f"y-r{place}"


def render_text(document: Document, start: int, end: int, mark: tuple[int, int] | None, whole: bool = False) -> str:
    """document.text[start:end]. A heading carries the id y-hN, N its index in the outline, a removed stretch `removed_name`. Tables are drawn as tables, those
    cut by start or end whole; rows far from mark are left out of them where the document is not shown whole."""
    text = document.text
    start, end = table_span(document, start, end)
    drawn = _Drawn(document, mark)
    html = [_ellipsis(text[:start])]
    at = start
    for table in tables_within(document, start, end):
        html.append(drawn.draw(at, table.start))
        html.append(render_table(table, mark, drawn.draw, whole))
        at = table.end
        if text.startswith(("\r", "\n"), at):
            at += 2 if text.startswith("\r\n", at) else 1  # the table ends its line by itself
    html.append(drawn.draw(at, end))
    return tag("div", *html, _ellipsis(text[end:]), class_="y-clause", lang="zh-CN")


def _ellipsis(left_out: str) -> str:
    return tag("span", "…", class_="y-more") if left_out.strip() else ""


class _Drawn:
    """A document's text as HTML, stretch by stretch."""

    def __init__(self, document: Document, mark: tuple[int, int] | None) -> None:
        self._text = document.text
        self._mark = mark
        self._names = {left: removed_name(place) for place, (left, _) in enumerate(document.removed)}
        self._names |= {heading.start: f"y-h{index}" for index, heading in enumerate(document.outline)}
        self._headings = {heading.start for heading in document.outline}
        spans = [(heading.start, heading.end, "y-heading") for heading in document.outline]
        spans += [(left, right, "y-removed") for left, right in document.removed]
        self._cuts = sorted({0, *(mark or ()), *(edge for left, right, _ in spans for edge in (left, right))})
        cover = _Cover(spans)
        self._kinds = [cover.at(cut) for cut in self._cuts]

    def draw(self, start: int, end: int) -> str:
        """The text from start to end as it stands."""
        if end <= start:
            return ""
        first, last = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
        edges = [start, *self._cuts[first:last], end]
        return "".join(
            self._piece(left, right, list(self._kinds[bisect_right(self._cuts, left) - 1]))
            for left, right in pairwise(edges)
        )

    def _piece(self, left: int, right: int, kinds: list[str]) -> str:
        content = escape(self._text[left:right])
        if self._mark and self._mark[0] <= left < self._mark[1]:
            content = tag("mark", content)
        if left in self._headings and left and self._text[left - 1] not in "\r\n":
            kinds.append("y-inline")
        if not kinds:
            return content
        return tag("span", content, class_=" ".join(kinds), id=self._names.get(left))


class _Cover:
    """Which spans cover a position, asked at rising positions."""

    def __init__(self, spans: list[tuple[int, int, str]]) -> None:
        self._coming = sorted(spans, reverse=True)
        self._open: list[tuple[int, str]] = []

    def at(self, position: int) -> list[str]:
        """The kinds of the spans that cover position, each once."""
        while self._coming and self._coming[-1][0] <= position:
            _, end, kind = self._coming.pop()
            self._open.append((end, kind))
        self._open = [(end, kind) for end, kind in self._open if end > position]
        return sorted({kind for _, kind in self._open})


def _with_headings(document: Document, start: int) -> int:
    """Where the headings begin that stand right before start, start itself if none does."""
    for heading in reversed(document.outline):
        if heading.start < start and not document.text[heading.end : start].strip():
            start = heading.start
    return start


def _sentence_start(text: str, start: int, limit: int) -> int:
    """The first line or sentence start from start on and not after limit; start itself if there is none."""
    if start == 0 or text[start - 1] in "\n。；！？":
        return start
    found = [at + 1 for end in "\n。；！？" if (at := text.find(end, start, limit)) >= 0]
    return min(found, default=start)


def _sentence_end(text: str, limit: int, end: int) -> int:
    """The last line or sentence end up to end and not before limit; end itself if there is none."""
    if end == len(text) or text[end - 1] in "\n。；！？":
        return end
    found = [at + 1 for sign in "\n。；！？" if (at := text.rfind(sign, limit, end)) >= 0]
    return max(found, default=end)
