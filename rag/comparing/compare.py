"""Two documents compared: what belongs together is matched, then each change is told with both sides."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.comparing.align import Pair
from rag.comparing.change import Change, Comparison, FigureKind, Kind, Side
from rag.comparing.judge import Judged, judge
from rag.comparing.links import Link
from rag.comparing.matched import Matched, match
from rag.comparing.meaning import related
from rag.comparing.sections import Line, Section, cite, joined, sections
from rag.comparing.wording import Span
from rag.library import Library
from rag.schema import Document

_ORDER = {kind: number for number, kind in enumerate(Kind)}
# Clauses of two documents that are on one matter in other words, by their indices.
Related = Callable[[Document, Document], Sequence[Pair]]


def compare(library: Library, a: str, b: str) -> Comparison:
    """What changed from document a to document b, by their sources. Raises KeyError where the library has no such document."""
    return compare_documents(library.document(a), library.document(b), lambda *both: related(library, *both))


def compare_documents(a: Document, b: Document, on_one_matter: Related = lambda *_: ()) -> Comparison:
    """What changed from a to b. on_one_matter: asked only where the documents share little wording."""
    started = time.perf_counter()
    matched = match(sections(a), sections(b))
    on_matter = [*_nothing_shared(matched), *_paired(matched, on_one_matter(a, b) if matched.share_little else ())]
    linked = _linked(matched, a, b)
    changes = [
        *_changed(linked, matched, a, b),
        *_moved(linked, matched, a, b),
        *(
            Change(Kind.WORDING, _side(left.lines, left, a), _side(right.lines, right, b), related=True)
            for left, right in on_matter
        ),
        *(
            Change(Kind.DROPPED, _side(run, matched.left[run[0].section], a), None)
            for run in _runs(matched.links.left, matched.left, [left for left, _ in on_matter])
        ),
        *(
            Change(Kind.ADDED, None, _side(run, matched.right[run[0].section], b))
            for run in _runs(matched.links.right, matched.right, [right for _, right in on_matter])
        ),
    ]
    unchanged = sum(each.judged is None for each in linked)
    ms = round(1000 * (time.perf_counter() - started), 1)
    return Comparison(a.source, b.source, a.name, b.name, tuple(sorted(changes, key=_order)), unchanged, ms)


@dataclass(frozen=True, slots=True)
class _Linked:
    """A link, each of its sides as one line, and how those differ."""

    link: Link
    left: Line
    right: Line
    judged: Judged | None


def _linked(matched: Matched, a: Document, b: Document) -> list[_Linked]:
    articles: Mapping[str, str] = matched.articles
    found = []
    for link in matched.links.found:
        left, right = joined(link.left, a), joined(link.right, b)
        found.append(_Linked(link, left, right, judge(left, right, articles)))
    return found


def _changed(linked: Sequence[_Linked], matched: Matched, a: Document, b: Document) -> Iterator[Change]:
    """Lines that belong together and differ, or stand elsewhere."""
    for link, left, right, judged in ((each.link, each.left, each.right, each.judged) for each in linked):
        sides = matched.left[left.section], matched.right[right.section]
        if judged:
            away = link.moved or left.section in matched.moved
            yield Change(
                judged.kinds[0],
                _side([left], sides[0], a, judged.left),
                _side([right], sides[1], b, judged.right),
                judged.figures,
                (*judged.kinds[1:], *((Kind.MOVED,) if away else ())),
            )
        elif link.moved:
            yield Change(Kind.MOVED, _side([left], sides[0], a), _side([right], sides[1], b))


def _moved(linked: Sequence[_Linked], matched: Matched, a: Document, b: Document) -> Iterator[Change]:
    """Sections out of the order of the rest, but those of which a changed line says so."""
    changed = {each.left.section for each in linked if each.judged}
    for pair in matched.pairs:
        if pair.left in matched.moved and pair.left not in changed:
            left, right = matched.left[pair.left], matched.right[pair.right]
            yield Change(Kind.MOVED, _side(left.lines, left, a), _side(right.lines, right, b))


def _nothing_shared(matched: Matched) -> Iterator[tuple[Section, Section]]:
    """Clauses that belong together by their headings while none of their sentences does."""
    left = {id(line) for line in matched.links.left}
    right = {id(line) for line in matched.links.right}
    for pair in matched.pairs:
        sides = matched.left[pair.left], matched.right[pair.right]
        if sides[0].clause is not None and all(
            side.body and all(id(line) in free for line in side.body)
            for side, free in zip(sides, (left, right), strict=True)
        ):
            yield sides


def _paired(matched: Matched, pairs: Sequence[Pair]) -> Iterator[tuple[Section, Section]]:
    """The sections of pairs of clauses, where neither belongs to another."""
    lefts, rights = matched.unpaired()
    return ((lefts[pair.left], rights[pair.right]) for pair in pairs if pair.left in lefts and pair.right in rights)


def _runs(free: Sequence[Line], parts: Sequence[Section], told: Sequence[Section]) -> Iterator[list[Line]]:
    """Lines that belong to none, those in a row together. A heading all of whose clauses are such lines is told with them."""
    lines = {id(line) for line in free}
    whole = {part.parent for part in parts if all(id(line) in lines for line in part.lines)}
    shown = [
        line
        for line in free
        if not any(parts[line.section] is part for part in told)
        and not (parts[line.section].clause is None and line.section in whole)
    ]
    for _, run in groupby(enumerate(shown), lambda item: (item[1].section, item[1].at - item[0])):
        yield [line for _, line in run]


def _side(lines: Sequence[Line], section: Section, document: Document, marks: tuple[Span, ...] = ()) -> Side:
    line = joined(lines, document)
    return Side(cite(line, section, document), line.text, marks)


def _order(change: Change) -> tuple[int, bool, int]:
    """By kind; of changed figures those that are dates alone last; then by place."""
    dates = bool(change.figures) and all(figure.kind is FigureKind.DATE for figure in change.figures)
    side = change.b or change.a
    return _ORDER[change.kind], dates, side.citation.start if side else 0
