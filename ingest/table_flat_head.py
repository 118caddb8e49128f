"""The head of a table that was written a cell a line: which of its names stand over which columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.cells import words_at
from ingest.source import Span
from rag.layout import Cell
from rag.tables.values import is_serial_name

_MOST = 1000  # ways to hang the names of a head that are tried


@dataclass(frozen=True, slots=True)
class _Name:
    """A name and the columns below it. level: its row; children: how many names stand under it, 0 for that of one
    column."""

    at: int
    level: int
    parent: int = -1


def solve_head(text: str, spans: Sequence[Span], kinds: Sequence[str]) -> tuple[list[Cell], int] | None:
    """The cells of a head and how many rows it has; None where the names do not tell. spans: its lines; kinds: of what
    kind the values of each column are, by which groups of columns that repeat are known."""
    names = [words_at(text, span) for span in spans]
    width = len(kinds)
    if len(names) == width:
        return [Cell(0, column, *span) for column, span in enumerate(spans)], 1
    if len(names) < width:
        return None
    return _levels(names, spans, kinds) or _wrapped(names, spans, width)


def _levels(names: list[str], spans: Sequence[Span], kinds: Sequence[str]) -> tuple[list[Cell], int] | None:
    """A head of several rows, each below the first the same names again for every group above."""
    ways = _Ways(names, kinds)
    for top in range(2, len(names) - 1):
        first = [_Name(at, 0) for at in range(top)]
        ways.grow(first, first)
    # Names that can be hung in more ways than that do not tell how they hang.
    if not ways.found or ways.tried > _MOST:
        return None
    best = max(ways.found, key=lambda leaves: _alike(names, leaves))
    return _cells(best, spans)


class _Ways:
    """All ways to hang names under groups so that as many columns stand side by side as there are kinds. found: each as
    its names from left to right; tried: how many have been begun, of which no more than _MOST are followed."""

    def __init__(self, names: list[str], kinds: Sequence[str]) -> None:
        self.names = names
        self.kinds = kinds
        self.found: list[list[_Name]] = []
        self.tried = 0

    def grow(self, leaves: list[_Name], every: list[_Name]) -> None:
        """Hang the names that are left. leaves: the names of single columns so far; every: those with all that stand
        above."""
        self.tried += 1
        left, wanted = len(self.names) - len(every), len(self.kinds) - len(leaves)
        if not left and not wanted and _even(leaves, every, self.kinds):
            self.found.append(_order(every))
        # Each name of a block makes a column more, but for the columns that it stands below: two at least, one a pair
        # of names.
        if self.tried > _MOST or not left <= 2 * wanted <= 2 * (left - 2):
            return
        for times in range(2, left - wanted + 1):
            for each in range(2, left // times + 1):
                self._hang(leaves, every, times, each)

    def _hang(self, leaves: list[_Name], every: list[_Name], times: int, each: int) -> None:
        """Hang the next names below as many groups as times, if they are the same for every one of them."""
        used = len(every)
        block = self.names[used : used + times * each]
        if block != block[:each] * times or len(set(block[:each])) < each:
            return
        for parents in _parents(self.names, leaves, times):
            made = [
                _Name(used + at, leaves[parents[at // each]].level + 1, leaves[parents[at // each]].at)
                for at in range(times * each)
            ]
            below: list[_Name] = []
            for at, leaf in enumerate(leaves):
                if at in parents:
                    first = parents.index(at) * each
                    below += made[first : first + each]
                else:
                    below.append(leaf)
            self.grow(below, [*every, *made])


def _parents(names: list[str], leaves: list[_Name], times: int) -> list[list[int]]:
    """Which of the names may stand over a repeated block: as many that follow one another, or as many of one name."""
    found = [list(range(first, first + times)) for first in range(1, len(leaves) - times + 1)]
    said = [names[leaf.at] for leaf in leaves]
    for name in dict.fromkeys(said):
        places = [at for at, each in enumerate(said) if each == name]
        if len(places) == times and places not in found:
            found.append(places)
    return found


def _order(every: list[_Name]) -> list[_Name]:
    return sorted(every, key=lambda name: name.at)


def _even(leaves: list[_Name], every: list[_Name], kinds: Sequence[str]) -> bool:
    """Whether groups that have the same names below hold values of the same kinds."""
    by_at = {name.at: name for name in every}

    def root(name: _Name) -> int:
        while name.parent >= 0:
            name = by_at[name.parent]
        return name.at

    groups: dict[int, list[str]] = {}
    for leaf, kind in zip(leaves, kinds, strict=True):
        if leaf.parent >= 0:
            groups.setdefault(root(leaf), []).append(kind)
    return len({tuple(group) for group in groups.values()}) == 1


def _alike(names: list[str], every: list[_Name]) -> tuple[int, int]:
    """How much the names over one block are alike, and how far to the right they stand: 小学一年级, 初中一年级."""
    parents = sorted({name.parent for name in every if name.parent >= 0})
    same = sum(names[first][-1:] == names[second][-1:] for first, second in pairwise(parents))
    equal = sum(names[first] == names[second] for first, second in pairwise(parents))
    return same + equal, sum(parents)


def _cells(every: list[_Name], spans: Sequence[Span]) -> tuple[list[Cell], int]:
    height = max(name.level for name in every) + 1
    children: dict[int, list[_Name]] = {}
    for name in every:
        children.setdefault(name.parent, []).append(name)
    cells: list[Cell] = []

    def put(name: _Name, column: int) -> int:
        end = column
        for child in children.get(name.at, []):
            end = put(child, end)
        leaf = end == column
        end += leaf
        cells.append(
            Cell(name.level, column, *spans[name.at], rows=height - name.level if leaf else 1, columns=end - column)
        )
        return end

    column = 0
    for name in children[-1]:
        column = put(name, column)
    return sorted(cells, key=lambda cell: (cell.row, cell.column)), height


def _wrapped(names: list[str], spans: Sequence[Span], width: int) -> tuple[list[Cell], int] | None:
    """A head of one row, one name of which takes two lines: the only two neighbours that are no names by themselves."""
    if len(names) != width + 1:
        return None
    whole = [is_serial_name(name) for name in names]
    for at, (first, second) in enumerate(pairwise(names)):
        # Names that end alike are a series, each of them whole: 二年级, 三年级.
        if len(first) > 1 and first[-1:] == second[-1:]:
            whole[at] = whole[at + 1] = True
    pairs = [at for at in range(1, width) if not whole[at] and not whole[at + 1]]
    if len(pairs) != 1:
        return None
    at = pairs[0]
    joined = [*spans[:at], (spans[at][0], spans[at + 1][1]), *spans[at + 2 :]]
    return [Cell(0, column, *span) for column, span in enumerate(joined)], 1
