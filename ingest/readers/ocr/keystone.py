"""A ruled table photographed at a slant: the ruling lines tell how the page is to be squared.

Level lines of a flat page that run together to one side, and upright ones that run together up or down, are set
parallel by the homography that takes two of each to the sides of a rectangle.
"""

import cv2
import numpy as np

from ingest.readers.ocr.grid import FAINT
from ingest.readers.ocr.pose import Pose, through

_SIDE = 1000  # pixels: longer side of the picture in which ruling lines are looked for
_LENGTH = 0.12  # of that: the length of a line
_GAP = 3  # pixels: a break in a line
_PAPER = 25  # pixels: the neighbourhood that tells the paper's shade
_STEEPEST = 12.0  # degrees from level or upright
_APART = 0.25  # of the page: how far apart at least two lines stand that tell how others turn
_SQUARE = 0.4  # degrees off at the edges of a page that do no harm
_STRAY = 1.0  # degrees: a line further off from where the others point is none


def squared(pose: Pose, grey: np.ndarray) -> Pose:
    """pose with its page squared where its ruling lines say that it is not; else pose itself. grey: of the upright
    page."""
    scale = min(1.0, _SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = (cv2.subtract(cv2.blur(small, (_PAPER, _PAPER)), small) > FAINT).astype(np.uint8)
    # Only what has a long straight stroke in both directions can be a table.
    found = cv2.HoughLinesP(dark, 1, np.pi / 900, 90, minLineLength=_LENGTH * max(small.shape), maxLineGap=_GAP)
    if found is None:
        return pose
    lines = found.reshape(-1, 4).astype(float)
    ways, middles = lines[:, 2:] - lines[:, :2], (lines[:, 2:] + lines[:, :2]) / 2
    height, width = small.shape
    level = _turn(ways[:, 0], ways[:, 1], middles[:, 1] / height)
    plumb = _turn(ways[:, 1], ways[:, 0], middles[:, 0] / width)
    if level is None or plumb is None or max(map(abs, (*level, *plumb))) < _SQUARE:
        return pose
    return _to_rectangle(pose, level, plumb)


def _turn(along: np.ndarray, across: np.ndarray, at: np.ndarray) -> tuple[float, float] | None:
    """By how many degrees the lines in one direction are off at the page's near and at its far edge; None where too few
    tell. along, across: of each line, in that direction and beside it; at: where it stands, from 0 to 1."""
    angles = np.rad2deg(np.arctan2(across * np.sign(along), np.abs(along)))
    chosen = np.abs(angles) < _STEEPEST
    angles, at, weights = angles[chosen], at[chosen], np.hypot(along, across)[chosen]
    for _ in range(2):
        if len(at) < 2 or np.ptp(at) < _APART:
            return None
        slope, start = np.polyfit(at, angles, 1, w=weights)
        fits = np.abs(angles - start - slope * at) < _STRAY
        angles, at, weights = angles[fits], at[fits], weights[fits]
    return float(start), float(start + slope)


def _to_rectangle(pose: Pose, level: tuple[float, float], plumb: tuple[float, float]) -> Pose:
    """level, plumb: as from _turn."""
    width, height = float(pose.width), float(pose.height)
    corners = [
        _crossing(width / 2, y, np.tan(np.deg2rad(a)), x, height / 2, np.tan(np.deg2rad(b)))
        for y, a, x, b in (
            (0.0, level[0], 0.0, plumb[0]),
            (0.0, level[0], width, plumb[1]),
            (height, level[1], width, plumb[1]),
            (height, level[1], 0.0, plumb[0]),
        )
    ]
    flat = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    matrix = cv2.getPerspectiveTransform(np.float32(corners), flat).astype(float)
    edges = through(matrix, flat.astype(float))  # nothing of the page is cut off
    low, high = np.minimum(edges.min(axis=0), 0), np.maximum(edges.max(axis=0), (width, height))
    shift = np.array([[1.0, 0.0, -low[0]], [0.0, 1.0, -low[1]], [0.0, 0.0, 1.0]])
    return Pose(shift @ matrix @ pose.matrix, *(round(float(edge)) for edge in high - low))


def _crossing(x0: float, y0: float, rise: float, x1: float, y1: float, lean: float) -> tuple[float, float]:
    """Where a line through (x0, y0) that rises by `rise` a pixel meets one through (x1, y1) that leans by `lean` a
    pixel."""
    y = (y0 + rise * (x1 - x0 - lean * y1)) / (1 - rise * lean)
    return x1 + lean * (y - y1), y
