"""Figures that changed between two texts that belong together, from what to what."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rag.comparing.change import FigureChange, FigureKind
from rag.comparing.wording import Differing
from rag.statements.duties import rates
from rag.statements.figures import Figure, figures_of
from rag.statements.traced import Traced
from rag.text import grams

_FARTHEST = 12  # characters before a figure in which its bound, its direction or what it is counted by is said
_ALIKE = 0.3  # likeness of the phrases of two figures that count the same
_SMALL = 4  # figures of a difference, on either side, up to which they stand for one another by their place
_PHRASE, _ITEM = re.compile("[^,;:!?。]+"), re.compile("[^,;:!?。、()]+")
_RATE = re.compile("每|人均|生均|平均|累计|年均|同比|环比")
_ARTICLES = frozenset("编章节条款项")


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure in its text. at: the index of its token; block: of the difference that it stands in, None for none."""

    figure: Figure
    at: int
    block: int | None
    canonical: str
    form: Traced
    text: str

    @property
    def kind(self) -> FigureKind:
        if self.figure.value.startswith("第"):
            return FigureKind.ARTICLE if self.figure.unit in _ARTICLES else FigureKind.NUMBER
        if self.figure.date:
            return FigureKind.DATE
        if self.figure.unit in ("%", "‰", "百分点"):
            return FigureKind.PERCENTAGE
        return FigureKind.MONEY if self.figure.unit in ("元", "角") else FigureKind.NUMBER

    @property
    def about(self) -> frozenset[str]:
        """The terms of what it counts."""
        return frozenset(term for term in grams(self._around(_ITEM)) if not term[0].isdigit())

    @property
    def rates(self) -> frozenset[str]:
        return rates(self._around(_PHRASE))

    @property
    def named(self) -> bool:
        """Whether it begins a name in quotation marks and counts nothing: “三个代表”."""
        first, _ = self.form.span(self.figure.start, self.figure.end)
        return self.text[max(0, first - 1) : first] in tuple('“‘「『〝"')

    def written(self, whole: bool) -> str:
        """It as written; whole: with the words before it that say its bound, its direction and what it is counted by."""
        start, end = self.figure.start, self.figure.end
        if whole:
            start = min(self._bound_start(), self._rate_start())
        first, last = self.form.span(start, end)
        return self.text[first:last]

    def _around(self, pattern: re.Pattern[str]) -> str:
        """What of its text it stands in."""
        return next(each[0] for each in pattern.finditer(self.canonical) if each.end() > self.figure.start)

    def _bound_start(self) -> int:
        for start in range(self.figure.start, max(-1, self.figure.start - _FARTHEST - 1), -1):
            found = figures_of(self.canonical[start : self.figure.end])
            if found and (found[-1].bound, found[-1].change) == (self.figure.bound, self.figure.change):
                return start
        return self.figure.start

    def _rate_start(self) -> int:
        begin = max(0, self.figure.start - _FARTHEST)
        before = self.canonical[begin : self.figure.start]
        after_comma = max((each.end() for each in re.finditer("[,;:!?。、]", before)), default=0)
        found = _RATE.search(before, after_comma)
        return begin + found.start() if found else self.figure.start


def changed_figures(
    left: tuple[str, Traced], right: tuple[str, Traced], differing: Differing, articles: Mapping[str, str]
) -> tuple[FigureChange, ...]:
    """The figures that differ, in their order; left, right: the texts as written with their canonical forms.

    articles: the numbers of the left document's articles (第5条) by what they are in the right one; a reference that follows is no change.
    """
    lefts = {place.at: place for place in _places(*left, differing, 0)}
    rights = {place.at: place for place in _places(*right, differing, 1)}
    found: list[tuple[int, FigureChange]] = []
    for at, to in [*((at, to) for at, to in differing.same if at in lefts), *_paired(lefts, rights)]:
        before, after = lefts.pop(at), rights.pop(to)
        if not _agree(before, after) and not _follows(before, after, articles):
            whole = _without_value(before) != _without_value(after)
            found.append((at, FigureChange(before.written(whole), after.written(whole), before.kind)))
    for at, before in list(lefts.items()):
        # Said elsewhere in the sentence, in another phrase: no change of the figure.
        if (to := next((to for to, after in rights.items() if _agree(before, after)), None)) is not None:
            del lefts[at], rights[to]
    alone = [(at, FigureChange(place.written(False), "", place.kind)) for at, place in lefts.items() if not place.named]
    end = len(differing.left)
    alone += [
        (end + at, FigureChange("", place.written(False), place.kind))
        for at, place in rights.items()
        if not place.named
    ]
    found += alone
    return tuple(change for _, change in sorted(found, key=lambda each: each[0]))


def _places(text: str, form: Traced, differing: Differing, side: int) -> Iterator[_Place]:
    """The figures of one side, each with the difference that it stands in."""
    found = differing.right if side else differing.left
    ranges = [(number, block[side]) for number, block in enumerate(differing.blocks)]
    for at, token in enumerate(found):
        if token.figure:
            block = next((number for number, (first, last) in ranges if first <= at < last), None)
            yield _Place(token.figure, at, block, form.text, form, text)


def _paired(lefts: Mapping[int, _Place], rights: Mapping[int, _Place]) -> Iterable[tuple[int, int]]:
    """The figures in differences that count the same thing, likeliest first, by the indices of their tokens."""
    free = [
        (_alike(before, after, lefts, rights), -abs(at - to), at, to)
        for at, before in lefts.items()
        for to, after in rights.items()
        if before.block is not None and after.block is not None and _of_one_kind(before, after)
    ]
    taken: set[int] = set()
    taken_right: set[int] = set()
    for alike, _, at, to in sorted(free, reverse=True):
        if alike >= _ALIKE and at not in taken and to not in taken_right:
            taken.add(at)
            taken_right.add(to)
            yield at, to


def _alike(before: _Place, after: _Place, lefts: Mapping[int, _Place], rights: Mapping[int, _Place]) -> float:
    about, to_about = before.about, after.about
    total = len(about) + len(to_about)
    likeness = 2 * len(about & to_about) / total if total else 1.0
    in_place = before.block == after.block and all(
        sum(place.block == before.block for place in side.values()) <= _SMALL for side in (lefts, rights)
    )
    return likeness + 0.5 * in_place


def _of_one_kind(before: _Place, after: _Place) -> bool:
    units = before.figure.unit, after.figure.unit
    if before.kind is not after.kind:
        return False
    if before.kind is FigureKind.DATE:
        return bool(set(units[0]) & set(units[1]))
    return units[0] == units[1] or before.kind in (FigureKind.MONEY, FigureKind.PERCENTAGE) or not all(units)


def _agree(before: _Place, after: _Place) -> bool:
    return before.figure.agrees(after.figure) and before.rates == after.rates


def _without_value(place: _Place) -> tuple[object, ...]:
    return place.figure.bound, place.figure.change, place.rates


def _follows(before: _Place, after: _Place, articles: Mapping[str, str]) -> bool:
    """Whether a reference to an article of the document itself, not of another one (《义务教育法》第五条), follows its new number."""
    elsewhere = before.canonical[: before.figure.start].endswith("》")
    return not elsewhere and articles.get(_key(before.figure)) == _key(after.figure)


def _key(figure: Figure) -> str:
    return figure.value + figure.unit
