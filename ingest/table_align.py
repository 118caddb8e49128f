"""Which columns the cells of a row stand in that has fewer or more pieces than columns: told by what the full rows hold
there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.tables.values import is_figure, is_nothing, is_year
from rag.text import fold

_SAME, _SHAPED, _CLASSED, _OTHER = 3.0, 2.0, 0.5, -2.0
_EMPTY = -0.4  # a column that a row leaves open
_JOINED = -0.8  # a piece that goes on in the cell of the one before
_FEW = 3  # different words of a column that has a closed list of them


def shape_of(words: str) -> str:
    """What a piece looks like: figures as 9, letters as a, words as 字 with their rough length, signs as they are."""
    plain = fold(words)
    if is_nothing(plain):
        return "-"
    if is_figure(plain) and not re.search("[一-龥]", plain):
        return "9"
    signs = re.sub(r"\d+", "9", re.sub("[a-z]+", "a", plain.replace("--", "-").replace("—", "-")))
    long = "长" if len(plain) > 12 else ""
    return re.sub("[一-龥]+", "字", signs) + long


@dataclass(slots=True)
class Profile:
    """What the full rows hold in a column."""

    values: Counter[str] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)

    def add(self, words: str) -> None:
        if words.strip():
            self.values[fold(words)] += 1
            self.shapes[shape_of(words)] += 1

    @property
    def closed(self) -> bool:
        """Whether the column repeats a few words, so that others are hardly its own."""
        return sum(self.values.values()) > len(self.values) <= _FEW

    def fits(self, words: str) -> float:
        """How well a piece stands in the column."""
        plain, shape = fold(words), shape_of(words)
        if plain in self.values:
            return _SAME
        if not self.values:
            return 0.0
        if self.closed and not shape.startswith("9") and not any(set(plain) & set(value) for value in self.values):
            return _OTHER
        if shape in self.shapes:
            return _SHAPED
        alike = is_figure(plain) or is_year(plain)
        figures = sum(count for value, count in self.values.items() if is_figure(value) or is_year(value))
        if alike != (figures * 2 > sum(self.values.values())):
            return _OTHER
        return _SHAPED / 2 if shape[:2] in {each[:2] for each in self.shapes} else _CLASSED


def profiles(rows: Sequence[Sequence[str]], width: int) -> list[Profile]:
    """A profile for each column, from the rows of as many pieces as columns."""
    found = [Profile() for _ in range(width)]
    for row in rows:
        if len(row) == width:
            for profile, words in zip(found, row, strict=True):
                profile.add(words)
    return found


def align(row: Sequence[str], columns: Sequence[Profile]) -> list[int]:
    """The column of each piece of a row, rising; pieces that share a column are one cell."""
    if len(row) == len(columns):
        return list(range(len(columns)))
    # best[at][column]: the best that the pieces up to at are worth when the last of them stands in that column.
    best: list[list[float]] = []
    back: list[list[int]] = []
    for at, words in enumerate(row):
        line: list[float] = []
        came: list[int] = []
        for column, profile in enumerate(columns):
            fits = profile.fits(words)
            if at == 0:
                line.append(fits + _EMPTY * column)
                came.append(-1)
                continue
            ways = [(best[-1][each] + fits + _EMPTY * (column - each - 1), each) for each in range(column)]
            ways.append((best[-1][column] + min(0.0, fits) + _JOINED, column))
            worth, each = max(ways)
            line.append(worth)
            came.append(each)
        best.append(line)
        back.append(came)
    ends = [worth + _EMPTY * (len(columns) - column - 1) for column, worth in enumerate(best[-1])]
    found = [max(range(len(columns)), key=ends.__getitem__)]
    for came in reversed(back[1:]):
        found.append(came[found[-1]])
    return found[::-1]
