"""Ruled tables in a picture: the lines that rule them, and the cells between, merged ones as one."""

from dataclasses import dataclass

import cv2
import numpy as np

RULE = 0.035  # least length of a ruling line, as a share of the page's longer side: longer than a stroke of any type
TOUCH = 7  # pixels: lines that end this near to another meet it
NEAR = 10  # pixels: lines this near to each other are one
SMOOTH = 7  # pixels along a line over which it is averaged
FAINT = 26  # how much darker than the paper around it, of 255, a line is at least
PAPER = 41  # pixels: the neighbourhood that tells the paper's shade
SINGLE = 0.55  # of that length: a single row of a table
CLEAR = 1.5  # pixels beyond the edge of a line where the inside of a cell begins
WALL = 0.8  # share of the side between two cells that has to be ruled to part them


@dataclass(frozen=True, slots=True)
class Room:
    """A cell: its row and column from 0, how many it spans, and its inside in pixels."""

    row: int
    column: int
    rows: int
    columns: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table, in pixels of the page."""

    left: int
    top: int
    right: int
    bottom: int
    rooms: tuple[Room, ...]


def rules(grey: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The level and the upright ruling lines of a page (height x width, uint8), as masks of its shape, 1 or 0.

    A hairline is one grey pixel wide: noise is taken out along each direction only.
    """
    length = max(40, round(RULE * max(grey.shape)))
    paper = cv2.blur(grey, (PAPER, PAPER))
    dark = [(cv2.subtract(paper, cv2.blur(grey, size)) > FAINT).astype(np.uint8) for size in ((SMOOTH, 1), (1, SMOOTH))]
    level, upright = _opened(dark[0], (1, length)), _opened(dark[1], (length, 1))
    if not level.any():
        return level, upright
    # The side of a single row is shorter, and told from the stroke of a character by the lines that it stands between.
    return level, upright | _between(_opened(dark[1], (round(length * SINGLE), 1)), level)


def _opened(dark: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))


def _between(short: np.ndarray, level: np.ndarray) -> np.ndarray:
    """The short upright lines whose two ends meet level ones."""
    reach = cv2.dilate(level, np.ones((TOUCH, TOUCH), np.uint8))
    count, labels, _, _ = cv2.connectedComponentsWithStats(short)
    kept = np.zeros(count, np.uint8)
    places = np.argwhere(labels)
    names = labels[tuple(places.T)]
    order = np.lexsort((places[:, 0], names))
    places, names = places[order], names[order]
    firsts = np.flatnonzero(np.diff(names, prepend=0))
    lasts = np.flatnonzero(np.diff(names, append=0))
    for first, last in zip(firsts, lasts, strict=True):
        kept[names[first]] = reach[tuple(places[first])] and reach[tuple(places[last])]
    return kept[labels]


def grids(level: np.ndarray, upright: np.ndarray) -> list[Grid]:
    """The tables that the lines of rules(grey) rule, from the top of the page; a frame around one cell is none."""
    both = cv2.dilate(level | upright, np.ones((TOUCH, TOUCH), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(both)
    found = []
    for label in range(1, count):
        left, top, width, height, _ = (int(value) for value in boxes[label])
        part = (slice(top, top + height), slice(left, left + width))
        inside = labels[part] == label
        grid = _grid(level[part] * inside, upright[part] * inside, left, top)
        if grid:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.top, grid.left))


def _grid(level: np.ndarray, upright: np.ndarray, left: int, top: int) -> Grid | None:
    ys, xs = _edges(level, 0), _edges(upright, 1)
    if len(ys) < 2 or len(xs) < 1:
        return None
    # Tables without lines at their sides: the level lines say how wide they are.
    columns = np.flatnonzero(level.any(axis=0))
    xs = ([int(columns[0])] if columns[0] < xs[0] - 3 * NEAR else []) + xs
    xs = xs + ([int(columns[-1])] if columns[-1] > xs[-1] + 3 * NEAR else [])
    if len(xs) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    inset = round(_thickness(level, upright) / 2 + CLEAR)
    # A side may lie a little aslant; it is no longer for that.
    level, upright = (
        cv2.dilate(level, np.ones((TOUCH, 1), np.uint8)),
        cv2.dilate(upright, np.ones((1, TOUCH), np.uint8)),
    )
    regions = _regions(level, upright, xs, ys)
    # A line that parts no two cells was a stroke of the text in one.
    ys = [ys[at] for at in sorted({edge for row, _, rows, _ in regions for edge in (row, row + rows)})]
    xs = [xs[at] for at in sorted({edge for _, column, _, columns in regions for edge in (column, column + columns)})]
    regions = _regions(level, upright, xs, ys)
    rooms = tuple(
        Room(
            row,
            column,
            rows,
            columns,
            left + xs[column] + inset,
            top + ys[row] + inset,
            left + xs[column + columns] - inset,
            top + ys[row + rows] - inset,
        )
        for row, column, rows, columns in regions
    )
    if len(rooms) < 2:
        return None
    return Grid(left + xs[0], top + ys[0], left + xs[-1], top + ys[-1], rooms)


def _thickness(level: np.ndarray, upright: np.ndarray) -> float:
    """The usual thickness of the lines of a table: their area by their length."""
    widths = [
        box[4] / box[2 + axis]
        for lines, axis in ((level, 0), (upright, 1))
        for box in cv2.connectedComponentsWithStats(lines)[2][1:]
    ]
    return float(np.median(widths))


def _edges(lines: np.ndarray, axis: int) -> list[int]:
    """Where the lines of a mask stand along an axis, those that are one taken together."""
    count, _, boxes, middles = cv2.connectedComponentsWithStats(lines)
    places = sorted((middles[label][1 - axis], boxes[label][2 + axis]) for label in range(1, count))
    groups: list[list[tuple[float, int]]] = []
    for place in places:
        if groups and place[0] - groups[-1][-1][0] <= NEAR:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [round(sum(at * size for at, size in group) / sum(size for _, size in group)) for group in groups]


def _regions(level: np.ndarray, upright: np.ndarray, xs: list[int], ys: list[int]) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, rows, columns): squares of the grid with no wall between them are one."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = np.arange(rows * columns).reshape(rows, columns)

    def join(one: int, other: int) -> None:
        owner[owner == max(one, other)] = min(one, other)

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and upright[ys[row] : ys[row + 1], xs[column + 1]].mean() < WALL:
                join(int(owner[row, column]), int(owner[row, column + 1]))
            if row + 1 < rows and level[ys[row + 1], xs[column] : xs[column + 1]].mean() < WALL:
                join(int(owner[row, column]), int(owner[row + 1, column]))
    found = []
    for label in np.unique(owner):
        places = np.argwhere(owner == label)
        (first, start), (last, end) = places.min(axis=0), places.max(axis=0)
        if len(places) == (last - first + 1) * (end - start + 1):
            found.append((int(first), int(start), int(last - first + 1), int(end - start + 1)))
        else:  # a line is broken in the picture: no rectangle, so each square stands for itself
            found += [(int(row), int(column), 1, 1) for row, column in places]
    return sorted(found)


def thick(lines: np.ndarray) -> np.ndarray:
    """Ruling lines as wide as they are drawn, whatever the light leaves of them."""
    return cv2.dilate(lines, np.ones((5, 5), np.uint8))
