"""A page from its picture: set upright, seals taken off, text found, read and placed, ruled tables cell by cell."""

import numpy as np

from ingest.readers.builder import Box, GridCell
from ingest.readers.ocr import engine as ocr_engine
from ingest.readers.ocr import grid as ocr_grid
from ingest.readers.ocr import ink as ocr_ink
from ingest.readers.ocr import keystone as ocr_keystone
from ingest.readers.ocr import pose as ocr_pose
from ingest.readers.ocr.page import ScannedPage
from ingest.readers.ocr.pieces import Piece, in_rooms, pieces, with_ends
from ingest.readers.ocr.reading import Read, read_pieces
from ingest.readers.pages.placed import PlacedLine, PlacedTable

_UNCLEAR = 0.8  # below this score one line in two holds a wrong character
_NONE = 0.3  # below this score no line of text was ever right: it is a drawing, a stain or a signature
_SEVERAL, _MOSTLY = 5, 0.6  # lines, and share of their characters below that score, from which a page cannot be read
_TRIAL = 3  # lines by which a page's right way up is told
_UPRIGHT = 0.85  # their mean score from which the page is the right way up
_OPENING, _CLOSING = "（〔《“‘【「『", "，。；：、！？）〕》”’】」』"
_SLACK = 0.2  # of its height by which the strokes of a line may stand out of the piece found
_BARS = ("一", "_", "ー", "―", "－")
_MARK_ROOM = 0.5  # ems of a mark's width that hold no ink, on its outer side


def read_picture(image: np.ndarray, number: int, width: float, height: float) -> ScannedPage:
    """The page in a picture. image: height x width, or x 3 (RGB), or x 4 (RGBA), uint8; number: of the page; width,
    height: of the picture, in points."""
    bare = ocr_ink.without_seals(ocr_ink.plain(image))
    quads = ocr_engine.detect(bare)
    if not len(quads):
        return ScannedPage(number, width, height, (), scanned=True)
    bare = ocr_ink.dark_on_light(bare, quads)
    pose = _pose(bare, quads)
    seen = quads
    pose = ocr_pose.cropped(pose, pose.points(seen))
    upright, quads = pose.upright(bare), pose.points(seen)
    grey = ocr_ink.grey(upright)
    square = ocr_keystone.squared(pose, grey)
    if square is not pose:
        upright, quads = square.upright(bare), square.points(seen)
        pose, grey = square, ocr_ink.grey(upright)
    level, plumb = ocr_grid.rules(grey)
    letters = ocr_ink.ink(grey) & ~(ocr_grid.thick(level) | ocr_grid.thick(plumb))
    free = pieces(quads, letters)
    placed: list[tuple[ocr_grid.Grid, list[list[Piece]]]] = []
    for grid in ocr_grid.grids(level, plumb):
        if any(_is_of(grid, piece) for piece in free):
            continue
        within = [piece for piece in free if _inside(piece, grid)]
        free = [piece for piece in free if not _inside(piece, grid)]
        placed.append((grid, in_rooms(within, grid.rooms, letters)))
    free = with_ends(free, letters)
    read = iter(read_pieces(upright, [*free, *(piece for _, rooms in placed for room in rooms for piece in room)]))
    lines = [next(read) for _ in free]
    cells = [[[next(read) for _ in room] for room in rooms] for _, rooms in placed]
    if _is_illegible([*lines, *(line for rooms in cells for room in rooms for line in room)]):
        return ScannedPage(number, width, height, (), scanned=True, illegible=True)
    kept = [line for line in lines if _is_text(line)]
    shape = (upright.shape[1], upright.shape[0])
    tables = [_table(grid, rooms, shape) for (grid, _), rooms in zip(placed, cells, strict=True)]
    back = _back(pose, image.shape)
    scale = width / image.shape[1]
    return ScannedPage(
        number,
        pose.width * scale if back else width,
        pose.height * scale if back else height,
        tuple(_lines(kept, shape)),
        tuple(tables),
        scanned=True,
        unclear=sum(
            line.score < _UNCLEAR for line in [*kept, *(line for rooms in cells for room in rooms for line in room)]
        ),
        back=back,
        picture=(width, height),
    )


def _pose(image: np.ndarray, quads: np.ndarray) -> ocr_pose.Pose:
    """How the page lies. A page that reads badly is tried the other way up."""
    height, width = image.shape[:2]
    degrees = ocr_pose.slant(quads)
    pose = ocr_pose.turned(width, height, degrees)
    score = _score(image, quads, pose)
    if score >= _UPRIGHT:
        return pose
    other = ocr_pose.turned(width, height, degrees + 180)
    return other if _score(image, quads, other) > score else pose


def _score(image: np.ndarray, quads: np.ndarray, pose: ocr_pose.Pose) -> float:
    """How sure the engine is of a few lines of the page in this pose: those nearest to eight characters long."""
    found = pieces(pose.points(quads))
    found.sort(key=lambda piece: abs(piece.width / max(piece.height, 1) - 8))
    upright = pose.upright(image)
    return float(
        np.mean([heard.score for heard in ocr_engine.recognise([piece.cut(upright) for piece in found[:_TRIAL]])])
    )


def _inside(piece: Piece, grid: ocr_grid.Grid) -> bool:
    left, top, right, bottom = piece.rect
    x, y = (left + right) / 2, (top + bottom) / 2
    return grid.left < x < grid.right and grid.top < y < grid.bottom


def _is_of(grid: ocr_grid.Grid, piece: Piece) -> bool:
    """Whether what looks like a table is the strokes of large type, all within one line."""
    (left, top), (right, bottom) = piece.corners.min(axis=0), piece.corners.max(axis=0)
    slack = _SLACK * piece.height
    return (
        left - slack <= grid.left
        and top - slack <= grid.top
        and grid.right <= right + slack
        and grid.bottom <= bottom + slack
    )


def _is_text(line: Read) -> bool:
    """Whether a line is one: what has neither letter nor figure in it is taken for one only where the engine is
    sure."""
    return bool(line.text) and line.score >= (_NONE if any(map(str.isalnum, line.text)) else _UNCLEAR)


def _is_illegible(lines: list[Read]) -> bool:
    """Whether most of a page cannot be read: the other side of the sheet showing through, or writing that is no
    type."""
    total = sum(len(line.text) for line in lines)
    unsure = sum(len(line.text) for line in lines if line.score < _UNCLEAR)
    return len(lines) >= _SEVERAL and unsure > _MOSTLY * total


def _lines(read: list[Read], shape: tuple[int, int]) -> list[PlacedLine]:
    """Lines from the top down, their edges those of their characters and not of the ink."""
    found = []
    for line in read:
        em = line.em
        left, top, right, bottom = line.rect
        left -= em * _MARK_ROOM * (line.text[0] in _OPENING)
        right += em * _MARK_ROOM * (line.text[-1] in _CLOSING)
        found.append(PlacedLine(line.text, *_shares((left, top, right, bottom), shape), em / shape[1]))
    return sorted(found, key=lambda line: (line.top + line.bottom, line.left))


def _shares(rect: tuple[float, ...], shape: tuple[int, int]) -> tuple[float, float, float, float]:
    left, top, right, bottom = rect
    edges = (left / shape[0], top / shape[1], right / shape[0], bottom / shape[1])
    return tuple(min(1.0, max(0.0, edge)) for edge in edges)  # type: ignore[return-value]


def _table(grid: ocr_grid.Grid, rooms: list[list[Read]], shape: tuple[int, int]) -> PlacedTable:
    texts = [_cell_text([line for line in read if _is_text(line)]) for read in rooms]
    counted = {room.column for room, text in zip(grid.rooms, texts, strict=True) if text.startswith("二")}
    cells = []
    for room, text in zip(grid.rooms, texts, strict=True):
        if text in _BARS and room.column not in counted:
            text = "—"  # a bar by itself is no numeral where none is counted
        box = Box(*_shares((room.left, room.top, room.right, room.bottom), shape))
        cells.append(GridCell(room.row, room.column, text, room.rows, room.columns, box))
    return PlacedTable(*_shares((grid.left, grid.top, grid.right, grid.bottom), shape), tuple(cells))


def _cell_text(read: list[Read]) -> str:
    """The lines of a cell as one: a space only where Latin letters or figures would run together."""
    text = ""
    for line in read:
        apart = text and text[-1].isascii() and line.text[0].isascii()
        text += (" " if apart else "") + line.text
    return text


def _back(pose: ocr_pose.Pose, shape: tuple[int, ...]) -> tuple[tuple[float, ...], ...]:
    matrix = pose.back()
    if np.allclose(matrix, np.eye(3)):
        return ()
    matrix = matrix * np.array([[pose.width, pose.height, 1.0]]) / np.array([[shape[1]], [shape[0]], [1.0]])
    return tuple(tuple(float(value) for value in row) for row in matrix)
