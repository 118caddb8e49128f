"""A text in the form in which statements are compared, each character with its place in the text as written."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import pinyin

from rag.statements.figures import STEPS, Edit, splice
from rag.text import fold

_GLOSS = re.compile(r"([\u3400-\u9fff])(\(([^\W\d_\u3400-\u9fff]{1,6})\))")
_UNSEEN = frozenset("”*_`")  # quotation marks and Markdown


@dataclass(frozen=True, slots=True)
class Traced:
    """text: canonical. starts, ends: for each of its characters, where what it stands for begins and ends in the text as written."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """start:end of the canonical text as a span of the text as written; of no width where start is end."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.ends[start - 1] if start else (self.starts[0] if self.starts else 0)
        return at, at

    def part(self, start: int, end: int) -> "Traced":
        """The characters from start to end, with their places in the whole."""
        return Traced(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def spliced(self, edits: Sequence[Edit]) -> "Traced":
        """With runs replaced; every character of what replaces a run stands for the whole run."""
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for start, end, new in edits:
            first, last = self.span(start, end)
            starts += [*self.starts[at:start], *([first] * len(new))]
            ends += [*self.ends[at:start], *([last] * len(new))]
            at = end
        return Traced(splice(self.text, edits), (*starts, *self.starts[at:]), (*ends, *self.ends[at:]))


def _glosses(text: str) -> list[Edit]:
    """Pinyin in brackets behind the character that it spells: 增(zēng)加."""
    return [
        (*match.span(2), "")
        for match in _GLOSS.finditer(text)
        if _toneless(match[3]) in {_toneless(sound) for sound in pinyin(match[1], heteronym=True)[0]}
    ]


def _toneless(sound: str) -> str:
    return (
        "".join(char for char in unicodedata.normalize("NFD", sound) if not unicodedata.combining(char))
        .replace("ɑ", "a")
        .replace("ɡ", "g")
    )


@lru_cache(maxsize=4096)
def trace(text: str) -> Traced:
    """The canonical form of a text (rag.statements.pieces.normal), traced."""
    folded = [(piece, at) for at, char in enumerate(text) for piece in fold(char)]
    places = tuple(at for _, at in folded)
    traced = Traced("".join(piece for piece, _ in folded), places, tuple(at + 1 for at in places))
    traced = traced.spliced(_glosses(traced.text))
    for step in STEPS:
        traced = traced.spliced(step(traced.text))
    return traced.spliced([(at, at + 1, "") for at, char in enumerate(traced.text) if char in _UNSEEN])
