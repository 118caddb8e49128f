"""Two texts that belong together, word by word: where they differ, apart from numbering, punctuation, script and how figures are written."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

import rjieba

from rag.statements.figures import Figure, figures_of
from rag.statements.traced import Traced

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a figure of a canonical text. key: what makes two the same."""

    key: str
    start: int
    end: int
    figure: Figure | None = None


class Block(NamedTuple):
    """Tokens on the left, by their range, in whose place others stand on the right; one of the ranges may be empty."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class Differing:
    """How two texts differ. same: tokens, by their indices, that stand on both sides."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    blocks: tuple[Block, ...]
    same: tuple[tuple[int, int], ...]


def differ(left: str, right: str) -> Differing:
    """How two canonical texts differ."""
    lefts, rights = tokens(left), tokens(right)
    matcher = SequenceMatcher(None, [each.key for each in lefts], [each.key for each in rights], autojunk=False)
    blocks: list[Block] = []
    same: list[tuple[int, int]] = []
    for kind, start, end, to_start, to_end in matcher.get_opcodes():
        if kind == "equal":
            same += zip(range(start, end), range(to_start, to_end), strict=True)
        elif blocks and _too_short(lefts[blocks[-1].left[1] : start]):
            blocks[-1] = Block((blocks[-1].left[0], end), (blocks[-1].right[0], to_end))
        else:
            blocks.append(Block((start, end), (to_start, to_end)))
    return Differing(lefts, rights, tuple(blocks), tuple(same))


def tokens(canonical: str) -> tuple[Token, ...]:
    """The words and figures of a canonical text; a date is one, punctuation is none."""
    found: list[Token] = []
    at = 0
    for figure in (*_figures(canonical), None):
        stop = figure.start if figure else len(canonical)
        for word in rjieba.cut(canonical[at:stop], True):
            if not all(unicodedata.category(char)[0] in "PZ" for char in word):
                found.append(Token(word, at, at + len(word)))
            at += len(word)
        if figure:
            found.append(Token(f"{figure.value} {figure.unit} {figure.bound}", figure.start, figure.end, figure))
            at = figure.end
    return tuple(found)


def _figures(canonical: str) -> list[Figure]:
    """The figures of a text; year, month and day that follow one another are one, its unit all of theirs."""
    found: list[Figure] = []
    for figure in figures_of(canonical):
        if found and found[-1].date and figure.date and found[-1].end == figure.start:
            begun = found.pop()
            value = canonical[begun.start : figure.end]
            figure = replace(begun, value=value, unit=begun.unit + figure.unit, end=figure.end)
        found.append(figure)
    return found


def spans(found: Sequence[Token], ranges: Sequence[Span], form: Traced) -> tuple[Span, ...]:
    """Ranges of tokens as spans of the text as written; empty ones are left out."""
    return tuple(form.span(found[first].start, found[last - 1].end) for first, last in ranges if first < last)


def _too_short(between: Sequence[Token]) -> bool:
    """Whether what is the same between two differences is a word of one character, which tells nothing."""
    return len(between) == 1 and between[0].figure is None and len(between[0].key) == 1
