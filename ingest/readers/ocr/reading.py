"""Pieces of a page to lines of text: read by the engine, spaces and look-alike marks set right, the size of their
type."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from ingest.readers.ocr.engine import Heard, recognise
from ingest.readers.ocr.pieces import Piece
from ingest.readers.ocr.wording import pitch, set_right, spaced, widths

_INK_SHARE = 0.93  # height of the ink of Chinese characters, in ems
_ALIKE, _ALIKE_INK = (
    0.12,
    0.3,
)  # sizes this near to the page's usual one are that one; those told by the height of ink are rough


@dataclass(frozen=True, slots=True)
class Read:
    """A piece as read. score: how sure the engine is, 0 to 1; em: size of its type, in pixels; rect: around its ink
    (left, top, right, bottom)."""

    text: str
    score: float
    em: float
    rect: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Heard:
    text: str
    at: tuple[float, ...]
    score: float


def read_pieces(image: np.ndarray, pieces: Sequence[Piece]) -> list[Read]:
    """What is written in each piece of a page (BGR, upright)."""
    high = median([min(piece.height, piece.width) for piece in pieces] or [0.0])
    cuts = [[part.cut(image) for part in piece.parts(high)] for piece in pieces]
    given = iter(recognise([cut for parts in cuts for cut in parts]))
    heard = [_put_together(piece, [next(given) for _ in parts]) for piece, parts in zip(pieces, cuts, strict=True)]
    marks = widths((line.text, line.at) for line in heard)
    steps = [pitch(line.text, line.at) for line in heard]
    usual = median([step for line, step in zip(heard, steps, strict=True) if step for _ in line.text] or [0.0])
    out = []
    for piece, line, step in zip(pieces, heard, steps, strict=True):
        em = step or min(piece.ink_height / _INK_SHARE, piece.height)
        if abs(em - usual) <= (_ALIKE if step else _ALIKE_INK) * usual:
            em = usual
        out.append(Read(set_right(line.text, marks), line.score, em, piece.rect))
    return out


def _put_together(piece: Piece, parts: list[Heard]) -> _Heard:
    if len(parts) > 1:  # one character below the other
        text = "".join(part.text.strip() for part in parts)
        return _Heard(text, (0.0,) * len(text), float(np.mean([part.score for part in parts])))
    heard = parts[0]
    start = len(heard.text) - len(heard.text.lstrip())
    text = heard.text.strip()
    at = [place * piece.width for place in heard.at[start : start + len(text)]]
    return _Heard(*spaced(text, at, piece.ink_height / _INK_SHARE), heard.score)
