"""How a page lies in its picture: turned by a quarter or a half, or a few degrees askew; and the way back."""

from dataclasses import dataclass

import cv2
import numpy as np

LEVEL = 0.15  # degrees of skew that do no harm
ASKEW_MOST = 15.0  # beyond this the lines of a page do not agree, and nothing is turned
PART, AROUND = (
    0.5,
    0.2,
)  # of both sides of the page: text that takes up less is a page of its own, with margins of this share of it
LONG = 2.0  # a line of text is this many times as long as it is high, so that its direction can be told


@dataclass(frozen=True, slots=True)
class Pose:
    """matrix: 3 x 3, a homography from pixels of the picture to those of the page set upright; width, height: of that
    page, in pixels."""

    matrix: np.ndarray
    width: int
    height: int

    def upright(self, image: np.ndarray) -> np.ndarray:
        """The picture set upright."""
        if np.array_equal(self.matrix, np.eye(3)):
            return image
        return cv2.warpPerspective(
            image, self.matrix, (self.width, self.height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )

    def points(self, points: np.ndarray) -> np.ndarray:
        """Points of the picture (... x 2) on the upright page."""
        return through(self.matrix, points).astype(np.float32)

    def back(self) -> np.ndarray:
        """The matrix from pixels of the upright page to those of the picture, 3 x 3."""
        return np.linalg.inv(self.matrix)


def through(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Points (... x 2) through a homography (3 x 3)."""
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    return mapped[..., :2] / mapped[..., 2:]


def turned(width: int, height: int, degrees: float) -> Pose:
    """The pose of a picture whose page stands upright once it is turned clockwise by degrees."""
    angle = np.deg2rad(degrees)
    # Exact for quarters, so that these only move pixels.
    cos, sin = (round(float(value), 9) for value in (np.cos(angle), np.sin(angle)))
    out = [round(abs(width * cos) + abs(height * sin)), round(abs(width * sin) + abs(height * cos))]
    matrix = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    matrix[:2, 2] = np.array([(out[0] - 1) / 2, (out[1] - 1) / 2]) - matrix[:2, :2] @ centre
    return Pose(matrix, *out)


def cropped(pose: Pose, quads: np.ndarray) -> Pose:
    """The pose of the part of a page that its text stands in, where the rest is an empty sheet far larger than that;
    else pose.

    quads: where its text stands, N x 4 x 2, on the upright page.
    """
    size = np.array([pose.width, pose.height])
    low, high = quads.min(axis=(0, 1)), quads.max(axis=(0, 1))
    margin = AROUND * float((high - low).max())
    low, high = np.maximum(low - margin, 0).round(), np.minimum(high + margin, size).round()
    if ((high - low) > PART * size).any():
        return pose
    return Pose(_shift(-low) @ pose.matrix, *(int(edge) for edge in high - low))


def _shift(by: np.ndarray) -> np.ndarray:
    return np.array([[1.0, 0.0, by[0]], [0.0, 1.0, by[1]], [0.0, 0.0, 1.0]])


def slant(quads: np.ndarray) -> float:
    """By how many degrees clockwise a page is to be turned for its lines to run level: -105 to 15, -90 for a page on
    its side.

    Which way up a page is cannot be told from its lines: a page on its side may need 180 degrees more.
    quads: as from ocr_engine.detect.
    """
    across, down = (
        quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3],
        quads[:, 3] - quads[:, 0] + quads[:, 2] - quads[:, 1],
    )
    wide, high = np.linalg.norm(across, axis=1), np.linalg.norm(down, axis=1)
    ways, lengths = np.where((wide >= high)[:, None], across, down), np.maximum(wide, high)
    long = lengths >= LONG * np.maximum(np.minimum(wide, high), 1)
    if not long.any():
        return 0.0
    ways, lengths = ways[long], lengths[long]
    angles = np.rad2deg(np.arctan2(ways[:, 1], ways[:, 0]))
    angles = (angles + 90) % 180 - 90
    sideways = bool(lengths[np.abs(angles) > 45].sum() > lengths.sum() / 2)
    base = 90.0 if sideways else 0.0
    off = (angles - base + 90) % 180 - 90
    order = np.argsort(off)
    middle = order[np.searchsorted(np.cumsum(lengths[order]), lengths.sum() / 2)]
    skew = float(off[middle])
    if abs(skew) < LEVEL or abs(skew) > ASKEW_MOST:
        skew = 0.0
    return -base - skew
