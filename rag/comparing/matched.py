"""Which sections and lines of two documents belong together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rag.comparing.align import Pair, align, moved
from rag.comparing.likeness import Weights
from rag.comparing.links import Links, link_lines
from rag.comparing.sections import Section

_LEAST = 0.3  # likeness of two sections that belong together
_TITLE, _TRAIL = 0.3, 0.05  # what a section's own heading and those above it weigh in that


@dataclass(frozen=True, slots=True)
class Matched:
    """Two documents' sections with the pairs of them that belong together, and the links of their lines.

    moved: the left indices of sections out of the order of the rest, those that moved along with what they stand under left out.
    """

    left: Sequence[Section]
    right: Sequence[Section]
    pairs: Sequence[Pair]
    moved: frozenset[int]
    links: Links

    @property
    def articles(self) -> dict[str, str]:
        """The numbers of the left document's articles by what they are in the right one."""
        return {
            self.left[pair.left].article: self.right[pair.right].article
            for pair in self.pairs
            if self.left[pair.left].article and self.right[pair.right].article
        }

    def unpaired(self) -> tuple[dict[int, Section], dict[int, Section]]:
        """The sections that belong to none, by the index of their clause."""
        taken, taken_right = {pair.left for pair in self.pairs}, {pair.right for pair in self.pairs}
        return dict(_clauses(self.left, taken)), dict(_clauses(self.right, taken_right))

    @property
    def share_little(self) -> bool:
        """Whether fewer than half of the clauses of the shorter document belong to one of the other."""
        clauses = min(sum(part.clause is not None for part in side) for side in (self.left, self.right))
        return 2 * sum(self.left[pair.left].clause is not None for pair in self.pairs) < clauses


def match(left: Sequence[Section], right: Sequence[Section]) -> Matched:
    """What belongs together in two documents."""
    weights = Weights(part.terms for part in (*left, *right))
    pairs = align(_likeness(left, right, weights), _LEAST)
    away = moved(pairs, [len(left[pair.left].terms) for pair in pairs])
    partners = {pair.left: pair.right for pair in pairs}
    by_themselves = {number for number in away if not _moved_along(number, away, left, right, partners)}
    links = link_lines(left, right, pairs, Weights(line.terms for part in (*left, *right) for line in part.lines))
    return Matched(left, right, pairs, frozenset(by_themselves), links)


def _likeness(left: Sequence[Section], right: Sequence[Section], weights: Weights) -> np.ndarray:
    """How much alike sections are, by their text or by text and heading together; a heading is like headings only."""
    text = weights.table([part.terms for part in left], [part.terms for part in right])
    title = weights.table([part.title for part in left], [part.title for part in right])
    trail = weights.table([part.trail for part in left], [part.trail for part in right])
    likeness = np.maximum(text, (1 - _TITLE) * text + _TITLE * title) + _TRAIL * trail
    headings = [np.array([part.clause is None for part in side], dtype=bool) for side in (left, right)]
    return np.where(headings[0][:, None] == headings[1][None, :], np.minimum(likeness, 1.0), 0.0)


def _moved_along(
    number: int, away: set[int], left: Sequence[Section], right: Sequence[Section], partners: dict[int, int]
) -> bool:
    """Whether what a section stands under has moved too, and it still stands under that."""
    parent = left[number].parent
    return parent is not None and parent in away and partners[parent] == right[partners[number]].parent


def _clauses(side: Sequence[Section], taken: set[int]) -> Iterator[tuple[int, Section]]:
    for number, part in enumerate(side):
        if part.clause is not None and number not in taken:
            yield part.clause, part
