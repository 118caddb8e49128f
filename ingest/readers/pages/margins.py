"""Where text begins and ends across a page: the margins that break its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from ingest.readers.pages.placed import PlacedLine

ALIKE = 1.12  # ratio of two sizes of type that are still the same
WIDE = "\u2e80"  # from here on characters are as wide as they are high
_NARROW = 0.45  # share of the page's width that a text must take for its right edge to be a margin
_TELLING = 4  # lines from which a page tells its own margins
_SHORTER = 3  # ems by which a page's longest lines may end before those of the others and still tell its margin
_SHIFT = 5  # ems by which facing pages mirror each other at most


@dataclass(slots=True)
class Placed:
    """A line with its measures in points. flow, page: indexes of those it stands in; middle: of its height; room: where
    a frame that stands beside it begins."""

    line: PlacedLine
    text: str
    flow: int
    page: int
    left: float
    right: float
    middle: float
    em: float
    room: float = inf


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a flow begins and ends, in points. wraps: whether its right edge breaks lines; pitch: usual
    distance of its lines in ems, 0 where it has too few to tell."""

    left: float
    right: float
    wraps: bool = True
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """The lines of a flow on a page. width: of the page; column: whether it stands beside others; apart: whether it is
    no part of the text around it."""

    lines: Sequence[Placed]
    width: float
    column: bool
    apart: bool = False


def body_size(lines: Iterable[Placed]) -> float:
    """The size of type that most of the text is set in, in points."""
    sizes: dict[float, int] = {}
    for line in lines:
        size = round(line.em * 2) / 2
        sizes[size] = sizes.get(size, 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.5)


def margins(runs: Sequence[Run], em: float) -> list[Margins]:
    """The margins of each flow. em: size of the document's text.

    A flow beside others has its own; the rest have those of their page where it has lines enough to tell them, and
    where facing pages mirror each other; else those that are usual on pages of this width.
    """
    own = [_edges([line for line in run.lines if same_size(line.em, em)] or run.lines, em) for run in runs]
    usual: dict[int, tuple[float, float]] = {}
    for width in {round(run.width) for run in runs}:
        alike = [(run, edges) for run, edges in zip(runs, own, strict=True) if round(run.width) == width and edges]
        alike = [pair for pair in alike if not pair[0].column] or alike
        told = [edges for run, edges in alike if len(run.lines) >= _TELLING]
        if told:
            usual[width] = median(edges[0] for edges in told), median(edges[1] for edges in told)
        elif alike:
            usual[width] = min(edges[0] for _, edges in alike), max(edges[1] for _, edges in alike)
    found = []
    columns = [edges for run, edges in zip(runs, own, strict=True) if run.column and edges]
    for run, edges in zip(runs, own, strict=True):
        left, right = usual.get(round(run.width), (0.0, run.width))
        # On a last page one column may stand alone.
        column = run.column or (edges is not None and any(_alike(edges, other, em) for other in columns))
        if edges and column:
            left, right = edges
        elif edges and len(run.lines) >= _TELLING:
            mirrored = abs((edges[0] - left) - (edges[1] - right)) < em / 2 and abs(edges[0] - left) < _SHIFT * em
            left = edges[0] if mirrored else min(edges[0], left)
            right = edges[1] if mirrored or edges[1] > right - _SHORTER * em else right
        if run.apart and run.lines:
            # A few words in a frame wrap where two of their lines end together; where they do not they are a list.
            ends = sorted(line.right for line in run.lines)
            found.append(Margins(left, ends[-1], len(ends) > 1 and ends[-1] - ends[-2] < run.lines[0].em))
            continue
        found.append(Margins(left, right, column or right - left >= _NARROW * run.width, _pitch(run.lines)))
    return found


def _pitch(lines: Sequence[Placed]) -> float:
    alike = [
        (line.middle - before.middle) / line.em for before, line in pairwise(lines) if same_size(before.em, line.em)
    ]
    return median(alike) if len(alike) >= 2 * _TELLING else 0.0


def _alike(edges: tuple[float, float], others: tuple[float, float], em: float) -> bool:
    return abs(edges[0] - others[0]) < em and abs(edges[1] - others[1]) < 2 * em


def _edges(lines: Sequence[Placed], em: float) -> tuple[float, float] | None:
    if not lines:
        return None
    return _edge(sorted(line.left for line in lines), em), _edge(
        sorted((line.right for line in lines), reverse=True), em
    )


def _edge(ordered: Sequence[float], em: float) -> float:
    """The first value that the next one supports; the first where none does: one line may stand out by mistake."""
    return next((value for value, after in pairwise(ordered) if abs(value - after) < em), ordered[0])


def same_size(size: float, other: float) -> bool:
    """Whether two sizes of type are the same but for how they were measured."""
    return size <= ALIKE * other and other <= ALIKE * size
