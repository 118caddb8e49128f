"""How much alike the parts of two documents are in wording: shared terms, each weighed by how rare it is."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

Terms = frozenset[str]
# A figure is what changes from year to year: it says less about which parts belong together than words do.
_FIGURE = 0.3


class Weights:
    """The weight of each term over the parts of both documents (inverse document frequency)."""

    def __init__(self, parts: Iterable[Terms]) -> None:
        count = 0
        found: Counter[str] = Counter()
        for terms in parts:
            found.update(terms)
            count += 1
        self._weights = {
            term: math.log(1 + count / number) * (_FIGURE if term[0].isdigit() else 1.0)
            for term, number in found.items()
        }

    def of(self, terms: Terms) -> float:
        """The weight of terms together."""
        return sum(self._weights.get(term, 0.0) for term in terms)

    def likeness(self, left: Terms, right: Terms) -> float:
        """Between 0 and 1: the weight of what is shared by the geometric mean of both (Ochiai's coefficient); 0 where one is empty."""
        both = self.of(left) * self.of(right)
        return self.of(left & right) / math.sqrt(both) if both else 0.0

    def table(self, left: Sequence[Terms], right: Sequence[Terms]) -> np.ndarray:
        """The likeness of each on the left to each on the right, shape (left, right)."""
        shared = np.zeros((len(left), len(right)))
        if not left or not right:
            return shared
        holders: dict[str, list[int]] = {}
        for number, terms in enumerate(right):
            for term in terms:
                holders.setdefault(term, []).append(number)
        rows = {term: np.array(numbers) for term, numbers in holders.items()}
        for number, terms in enumerate(left):
            for term in terms & rows.keys():
                shared[number, rows[term]] += self._weights.get(term, 0.0)
        both = np.outer([self.of(terms) for terms in left], [self.of(terms) for terms in right])
        return np.divide(shared, np.sqrt(both), out=np.zeros_like(shared), where=both > 0)
