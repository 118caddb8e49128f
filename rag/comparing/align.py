"""Which part of one document belongs to which of another: one to one, in order where that holds, moved parts found too."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

# What a pair gains by keeping the order of the others: decides between parts that are alike.
_IN_ORDER = 0.1
# How much more alike a pair out of order must be.
_OUT_OF_ORDER = 0.1


class Pair(NamedTuple):
    """The indices of two parts that belong together. likeness: between 0 and 1."""

    left: int
    right: int
    likeness: float


def align(likeness: np.ndarray, least: float) -> list[Pair]:
    """Pairs one to one, in the order of the left. likeness: of each left to each right part; least: what a pair must reach.

    The best chain in order is sought first (Needleman and Wunsch 1970), then the likeliest pairs are taken one after the other, those
    of the chain a little before others.
    """
    chain = np.zeros_like(likeness, dtype=bool)
    for left, right in _chain(np.where(likeness >= least, likeness**2, 0.0)):
        chain[left, right] = True
    worth = likeness + _IN_ORDER * chain
    candidates = np.argwhere(likeness >= np.where(chain, least, least + _OUT_OF_ORDER))
    order = np.argsort(-worth[candidates[:, 0], candidates[:, 1]], kind="stable")
    pairs: list[Pair] = []
    lefts: set[int] = set()
    rights: set[int] = set()
    for left, right in candidates[order].tolist():
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            pairs.append(Pair(left, right, float(likeness[left, right])))
    return sorted(pairs)


def moved(pairs: Sequence[Pair], sizes: Sequence[float]) -> set[int]:
    """The left indices of pairs (in the order of the left) that are out of the order of the rest. sizes: of each pair; the heaviest
    rest keeps its place."""
    best = list(sizes)
    before: list[int | None] = [None] * len(pairs)
    for at, pair in enumerate(pairs):
        for earlier in range(at):
            if pairs[earlier].right < pair.right and best[earlier] + sizes[at] > best[at]:
                best[at], before[at] = best[earlier] + sizes[at], earlier
    kept: set[int] = set()
    last = max(range(len(pairs)), key=best.__getitem__, default=None)
    while last is not None:
        kept.add(last)
        last = before[last]
    return {pair.left for at, pair in enumerate(pairs) if at not in kept}


def _chain(gains: np.ndarray) -> list[tuple[int, int]]:
    """The pairs of the chain, rising on both sides, that gains most."""
    lefts, rights = gains.shape
    total = np.zeros((lefts + 1, rights + 1))
    for left in range(lefts):
        # Best so far with this pair, or without this left part; then the best of those to the left of each place.
        taken = np.maximum(total[left, :-1] + gains[left], total[left, 1:])
        total[left + 1, 1:] = np.maximum.accumulate(taken)
    pairs: list[tuple[int, int]] = []
    left, right = lefts, rights
    while left and right:
        if total[left, right] == total[left, right - 1]:
            right -= 1
        elif total[left, right] == total[left - 1, right]:
            left -= 1
        else:
            left, right = left - 1, right - 1
            pairs.append((left, right))
    return pairs[::-1]
