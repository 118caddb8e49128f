"""Whether two texts that belong together oblige to other things, or whether one denies what the other says."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from rag.comparing.wording import Differing, Span, Token
from rag.statements.duties import modes
from rag.statements.pieces import Piece, pieces
from rag.text import grams

_SAME_MATTER = 0.35  # likeness of two pieces from which another mode is a change of what they oblige to
_HELP = re.compile("支持|引导")  # to urge, or no more than to help: 给予支持


def other_force(left: str, right: str, differing: Differing) -> bool:
    """Whether a piece of a canonical text that differs has another mode, or denies where the other does not."""
    lefts, rights = list(_placed(left)), list(_placed(right))
    for block in differing.blocks:
        around = product(_around(lefts, differing.left, block.left), _around(rights, differing.right, block.right))
        likeness, before, after = max(
            ((_likeness(before.text, after.text), before, after) for before, after in around),
            key=lambda each: each[0],
            default=(0.0, None, None),
        )
        if before and after and likeness >= _SAME_MATTER and _differ(before, after):
            return True
    return False


def _placed(canonical: str) -> Iterator[tuple[int, int, Piece]]:
    """The pieces of a text with their places."""
    at = 0
    for piece in pieces([canonical]):
        start = canonical.find(piece.text, at)
        at = start + len(piece.text)
        yield start, at, piece


def _around(placed: Sequence[tuple[int, int, Piece]], tokens: Sequence[Token], reach: Span) -> list[Piece]:
    """The pieces that a range of tokens reaches into; for an empty one, those of the tokens before and after it."""
    first, last = reach
    touched = tokens[first:last] if first < last else tokens[max(0, first - 1) : first + 1]
    return [piece for start, end, piece in placed if any(start < token.end and token.start < end for token in touched)]


def _differ(before: Piece, after: Piece) -> bool:
    if before.denials % 2 != after.denials % 2:
        return True
    return before.modes != after.modes and _firm(before) != _firm(after)


def _firm(piece: Piece) -> frozenset[str]:
    """The modes of a piece without words that may only mean help."""
    own = modes(_HELP.sub("", piece.text))
    return own or (piece.modes if not modes(piece.text) else frozenset())


def _likeness(left: str, right: str) -> float:
    lefts, rights = set(grams(left)), set(grams(right))
    return 2 * len(lefts & rights) / (len(lefts) + len(rights)) if lefts and rights else 0.0
