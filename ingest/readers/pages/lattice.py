"""Ruled tables from their lines: which lines belong together, and the cells between them, merged ones as one."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_NEAR = 4.0  # points: parallel lines this near are one, drawn double or by two cells
_TOUCH = 3.0  # points: a line that ends this near to another meets it
_WALL = 0.6  # share of the side between two cells that is ruled at least where they are parted
_MOST = 4000  # lines of a page that are looked at; a drawing has more


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line in points, down from the top left corner: level at y from left to right, else upright at x from top to
    bottom."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Room:
    """A cell: its row and column from 0 and how many it spans."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table. xs, ys: where its columns and rows are parted, in points; rooms: its cells, in order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rooms: tuple[Room, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def square(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the square of the grid that a point in the table lies in."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return row, min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)


def joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """The lines with those that go on in one another, or lie on one another, made one."""
    found: list[Stroke] = []
    ordered = sorted(strokes, key=lambda stroke: (stroke.level, stroke.at))
    for group in _groups(ordered):
        at = sum(stroke.at for stroke in group) / len(group)
        start = end = None
        for stroke in sorted(group, key=lambda stroke: stroke.start):
            if end is not None and stroke.start - end <= _TOUCH:
                end = max(end, stroke.end)
                continue
            if end is not None:
                found.append(Stroke(stroke.level, at, start, end))
            start, end = stroke.start, stroke.end
        found.append(Stroke(group[0].level, at, start, end))
    return found


def _groups(ordered: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    group: list[Stroke] = []
    for stroke in ordered:
        if group and (stroke.level != group[-1].level or stroke.at - group[0].at > _NEAR):
            yield group
            group = []
        group.append(stroke)
    if group:
        yield group


def lattices(strokes: Sequence[Stroke]) -> list[Lattice]:
    """The ruled tables that lines make, from the top of the page; a frame around one cell is none."""
    return [lattice for lattice in enclosed(strokes) if len(lattice.rooms) > 1]


def enclosed(strokes: Sequence[Stroke]) -> list[Lattice]:
    """The ruled tables that lines make, and frames, which have one cell, from the top of the page."""
    if len(strokes) > _MOST:
        return []
    lines = joined(strokes)
    level, upright = [line for line in lines if line.level], [line for line in lines if not line.level]
    found = [_lattice(*part) for part in _parts(level, upright)]
    return sorted((lattice for lattice in found if lattice), key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _parts(level: list[Stroke], upright: list[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Lines that meet each other, directly or through others."""
    loose_level, loose_upright = set(range(len(level))), set(range(len(upright)))
    while loose_upright:
        rows: set[int] = set()
        columns = {loose_upright.pop()}
        waiting = [(False, next(iter(columns)))]
        while waiting:
            is_level, index = waiting.pop()
            if is_level:
                met = {other for other in loose_upright if _meet(level[index], upright[other])}
                loose_upright -= met
                columns |= met
                waiting += [(False, other) for other in met]
            else:
                met = {other for other in loose_level if _meet(level[other], upright[index])}
                loose_level -= met
                rows |= met
                waiting += [(True, other) for other in met]
        yield [level[index] for index in rows], [upright[index] for index in columns]


def _meet(level: Stroke, upright: Stroke) -> bool:
    return (
        level.start - _TOUCH <= upright.at <= level.end + _TOUCH
        and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH
    )


def _lattice(level: list[Stroke], upright: list[Stroke]) -> Lattice | None:
    if not level or not upright:
        return None
    # A table may be open at its sides: then the lines across tell how far it goes.
    xs = _places([line.at for line in upright], [line.start for line in level], [line.end for line in level])
    ys = _places([line.at for line in level], [line.start for line in upright], [line.end for line in upright])
    if len(xs) < 2 or len(ys) < 2:
        return None
    rooms = _rooms(xs, ys, level, upright)
    if len(rooms) == 1 and min(len(level), len(upright)) < 2:
        return None  # two lines that meet, not four around something
    return Lattice(tuple(xs), tuple(ys), rooms)


def _places(lines: list[float], starts: list[float], ends: list[float]) -> list[float]:
    found: list[float] = []
    for at in sorted(lines):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    if min(starts) < found[0] - 2 * _NEAR:
        found.insert(0, min(starts))
    if max(ends) > found[-1] + 2 * _NEAR:
        found.append(max(ends))
    return found


def _ruled(lines: list[Stroke], start: float, end: float) -> bool:
    """Whether the side from start to end is ruled by lines that stand there."""
    covered = 0.0
    for line in lines:
        if line.start < end and line.end > start:
            covered += min(line.end, end) - max(line.start, start)
    return covered >= _WALL * (end - start)


def _at(lines: list[Stroke], places: list[float]) -> list[list[Stroke]]:
    """The lines at each place."""
    return [[line for line in lines if abs(line.at - at) <= _NEAR] for at in places]


def _rooms(xs: list[float], ys: list[float], level: list[Stroke], upright: list[Stroke]) -> tuple[Room, ...]:
    rows, columns = len(ys) - 1, len(xs) - 1
    walls, floors = _at(upright, xs), _at(level, ys)
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    members = {square: [square] for square in owner}

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((owner[one], owner[other]))
        if first != second:
            for square in members.pop(second):
                owner[square] = first
                members[first].append(square)

    for row, column in list(owner):
        if column + 1 < columns and not _ruled(walls[column + 1], ys[row], ys[row + 1]):
            join((row, column), (row, column + 1))
        if row + 1 < rows and not _ruled(floors[row + 1], xs[column], xs[column + 1]):
            join((row, column), (row + 1, column))
    found: list[Room] = []
    for squares in members.values():
        if len(squares) == 1:
            found.append(Room(*squares[0], 1, 1))
            continue
        top, left = min(row for row, _ in squares), min(column for _, column in squares)
        high = max(row for row, _ in squares) - top + 1
        wide = max(column for _, column in squares) - left + 1
        if high * wide == len(squares):
            found.append(Room(top, left, high, wide))
        else:  # no rectangle, as where a line is missing: each square by itself
            found += [Room(row, column, 1, 1) for row, column in squares]
    return tuple(sorted(found, key=lambda room: (room.row, room.column)))
