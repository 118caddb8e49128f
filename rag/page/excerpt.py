"""A stretch of a document's source text as HTML: quoted words marked, headings set off, page furniture greyed."""

from itertools import pairwise

from rag.page.markup import escape, tag
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


def render_text(document: Document, start: int, end: int, mark: tuple[int, int] | None) -> str:
    """document.text[start:end]. A heading carries the id y-hN, N its index in the outline."""
    text = document.text
    numbers = {heading.start: index for index, heading in enumerate(document.outline)}
    spans = [(heading.start, heading.end, "y-heading") for heading in document.outline]
    spans += [(left, right, "y-removed") for left, right in document.removed]
    cuts = {start, end, *(mark or ()), *(edge for left, right, _ in spans for edge in (left, right))}
    edges = sorted(cut for cut in cuts if start <= cut <= end)
    cover = _Cover(spans)
    html = [_ellipsis(text[:start])]
    for left, right in pairwise(edges):
        content = escape(text[left:right])
        if mark and mark[0] <= left < mark[1]:
            content = tag("mark", content)
        kinds = cover.at(left)
        number = numbers.get(left)
        if number is not None and left and text[left - 1] not in "\r\n":
            kinds.append("y-inline")
        if kinds:
            content = tag("span", content, class_=" ".join(kinds), id=None if number is None else f"y-h{number}")
        html.append(content)
    return tag("div", *html, _ellipsis(text[end:]), class_="y-clause", lang="zh-CN")


def _ellipsis(left_out: str) -> str:
    return tag("span", "…", class_="y-more") if left_out.strip() else ""


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
