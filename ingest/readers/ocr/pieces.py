"""Pieces of a picture that hold one line of text each: as found, parted by the cells of a table, cut out to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ingest.readers.ocr.grid import Room
from ingest.readers.ocr.ink import trimmed

_TALL = 1.8  # times as high as wide: characters below one another
_LEAST = 5  # pixels: less ink than this in one direction, and as little in the other, is a speck
_REACH = 1.0  # times its height: how far from the end of a line a mark may stand off
_NUMBER = 3.0  # the same for the number that a line begins with
_MARGIN = 0.12  # of its height that is left around a line cut out of a cell


@dataclass(frozen=True, slots=True)
class Piece:
    """corners: clockwise from the top left, 4 x 2, in pixels of the page set upright; rect: around its ink (left, top,
    right, bottom)."""

    corners: np.ndarray
    rect: tuple[int, int, int, int]

    @property
    def width(self) -> float:
        return float(
            max(np.linalg.norm(self.corners[1] - self.corners[0]), np.linalg.norm(self.corners[2] - self.corners[3]))
        )

    @property
    def height(self) -> float:
        return float(
            max(np.linalg.norm(self.corners[3] - self.corners[0]), np.linalg.norm(self.corners[2] - self.corners[1]))
        )

    @property
    def ink_height(self) -> float:
        return float(self.rect[3] - self.rect[1])

    def cut(self, image: np.ndarray) -> np.ndarray:
        """The piece cut out of the upright page, level."""
        width, height = max(1, round(self.width)), max(1, round(self.height))
        flat = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
        matrix = cv2.getPerspectiveTransform(self.corners, flat)
        return cv2.warpPerspective(
            image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )

    def parts(self, usual: float) -> list["Piece"]:
        """Itself, or its characters where they stand below one another. usual: the height of a line of the page; a
        figure by itself is tall too, but no higher."""
        count = round(self.height / max(self.width, 1.0))
        if self.height < _TALL * max(self.width, usual * 0.7) or count < 2:
            return [self]
        steps = np.linspace(0, 1, count + 1)[:, None]
        lefts = self.corners[0] + (self.corners[3] - self.corners[0]) * steps
        rights = self.corners[1] + (self.corners[2] - self.corners[1]) * steps
        return [
            Piece(np.float32([lefts[at], rights[at], rights[at + 1], lefts[at + 1]]), self.rect) for at in range(count)
        ]


def pieces(quads: np.ndarray, letters: np.ndarray | None = None) -> list[Piece]:
    """Pieces of quadrangles (N x 4 x 2, on the upright page). letters: where there is ink, ruling lines left out."""
    found = []
    for quad in quads:
        corners = _ordered(quad)
        left, top = (int(value) for value in np.maximum(corners.min(axis=0), 0))
        right, bottom = (int(value) + 1 for value in corners.max(axis=0))
        rect = (left, top, right, bottom)
        found.append(Piece(corners, trimmed(letters, rect) or rect if letters is not None else rect))
    return found


def with_ends(found: Sequence[Piece], letters: np.ndarray) -> list[Piece]:
    """The pieces, each with the marks at its ends that were left out: a comma that stands off behind a bracket."""
    rects = np.array([piece.rect for piece in found] or np.empty((0, 4)), int)
    taken = letters.copy()
    for left, top, right, bottom in rects:
        taken[top:bottom, left:right] = 0
    return [_with_ends(piece, taken) for piece in found]


def _with_ends(piece: Piece, left_over: np.ndarray) -> Piece:
    left, top, right, bottom = piece.rect
    high = bottom - top
    if right - left < 2 * round(_REACH * high):
        return piece
    ends = []
    for start, reach in ((max(0, left - round(_NUMBER * high)), round(_NUMBER * high)), (right, round(_REACH * high))):
        columns = np.flatnonzero(left_over[top:bottom, start : start + reach].any(axis=0))
        # Ink up to the outer edge is more than a mark: a drawing, or another line.
        outer = 0 if start < left else reach - 1
        whole = not len(columns) or outer in columns
        apart = whole or (left - start - int(columns[-1]) if start < left else int(columns[0]) + 1) > _REACH * high
        ends.append(None if apart else (start + int(columns[0]), start + int(columns[-1]) + 1))
    if ends == [None, None]:
        return piece
    along = (piece.corners[1] - piece.corners[0]) / max(piece.width, 1.0)
    corners, margin = piece.corners.copy(), round(_MARGIN * (bottom - top))
    if ends[0]:
        corners[[0, 3]] -= along * max(0.0, float(corners[[0, 3], 0].min()) - ends[0][0] + margin)
        left = ends[0][0]
    if ends[1]:
        corners[[1, 2]] += along * max(0.0, ends[1][1] + margin - float(corners[[1, 2], 0].max()))
        right = ends[1][1]
    return Piece(corners, (left, top, right, bottom))


def _ordered(quad: np.ndarray) -> np.ndarray:
    """Corners clockwise from the top left one, however the page was turned."""
    middle = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0])
    ring = quad[np.argsort(angles)]
    return np.roll(ring, -int(np.argmin(ring.sum(axis=1))), axis=0).astype(np.float32)


def in_rooms(found: Sequence[Piece], rooms: Sequence[Room], letters: np.ndarray) -> list[list[Piece]]:
    """The pieces of each room, from the top down: parted where they run over its walls; where ink was found by no one,
    its lines."""
    usual = float(np.median([piece.ink_height for piece in found] or [0.0]))
    return [_in_room(found, room, letters, usual) for room in rooms]


def _in_room(found: Sequence[Piece], room: Room, letters: np.ndarray, usual: float) -> list[Piece]:
    inside: list[tuple[int, int, int, int]] = []
    left_over = letters[room.top : room.bottom, room.left : room.right].copy()
    for piece in found:
        box = (piece.corners.min(axis=0), piece.corners.max(axis=0))
        left, top = max(room.left, int(box[0][0])), max(room.top, int(box[0][1]))
        right, bottom = min(room.right, int(box[1][0]) + 1), min(room.bottom, int(box[1][1]) + 1)
        if (
            right - left < _LEAST
            or bottom - top < _LEAST
            or bottom - top < 0.5 * min(piece.height, room.bottom - room.top)
        ):
            continue
        left_over[top - room.top : bottom - room.top, left - room.left : right - room.left] = 0
        rect = trimmed(letters, (left, top, right, bottom))
        if rect and max(rect[2] - rect[0], rect[3] - rect[1]) >= _LEAST:
            inside.append(rect)
    for rect in _missed(left_over, room):
        # What stands close beside a piece is its end, such as a numeral one, which is a mere bar.
        beside = next((at for at, other in enumerate(inside) if _close(rect, other, usual)), None)
        if beside is None:
            inside.append(rect)
        else:
            other = inside[beside]
            inside[beside] = (*map(min, rect[:2], other[:2]), *map(max, rect[2:], other[2:]))
    return [_piece(rect, room, usual) for rect in _in_order(inside)]


def _close(rect: tuple[int, int, int, int], other: tuple[int, int, int, int], reach: float) -> bool:
    level = min(rect[3], other[3]) > max(rect[1], other[1])
    return level and max(rect[0], other[0]) - min(rect[2], other[2]) < reach


def _missed(ink: np.ndarray, room: Room) -> list[tuple[int, int, int, int]]:
    """Lines of ink in a room that were not found: such as a single figure."""
    if not ink.size:  # a room without width or height brings OpenCV down
        return []
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    large = np.zeros(count, np.uint8)
    large[1:] = (boxes[1:, 2:4].max(axis=1) >= 2 * _LEAST) & (boxes[1:, 4] >= 4 * _LEAST)
    ink = large[labels]
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return []
    found = []
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 4) + 1):
        columns = np.flatnonzero(ink[run[0] : run[-1] + 1].any(axis=0))
        height, width = run[-1] - run[0] + 1, columns[-1] - columns[0] + 1
        if max(height, width) >= 2 * _LEAST and width < 0.95 * (room.right - room.left):
            found.append(
                (
                    room.left + int(columns[0]),
                    room.top + int(run[0]),
                    room.left + int(columns[-1]) + 1,
                    room.top + int(run[-1]) + 1,
                )
            )
    return found


def _in_order(rects: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """From the top down, and from left to right where they stand beside one another."""
    rows: list[list[tuple[int, int, int, int]]] = []
    for rect in sorted(rects, key=lambda rect: rect[1] + rect[3]):
        if rows and (rect[1] + rect[3]) / 2 < max(other[3] for other in rows[-1]) and rect[3] - rows[-1][0][1] > 0:
            rows[-1].append(rect)
        else:
            rows.append([rect])
    return [rect for row in rows for rect in sorted(row)]


def _piece(rect: tuple[int, int, int, int], room: Room, usual: float) -> Piece:
    """usual: the height of the ink of a line. A dash or a numeral one is cut out as high as a line, or it would fill
    the picture."""
    left, top, right, bottom = rect
    across = max(3, round(_MARGIN * max(usual, bottom - top)))
    down = max(across, round((usual - (bottom - top)) / 2))
    left, top = max(room.left, left - across), max(room.top, top - down)
    right, bottom = min(room.right, right + across), min(room.bottom, bottom + down)
    return Piece(np.float32([[left, top], [right, top], [right, bottom], [left, bottom]]), rect)
