"""What on a picture is ink: colours to a plain picture, seals taken off, dark on light."""

import cv2
import numpy as np

# A seal is a red figure about as wide as high; a letterhead in red is a line of text and stays.
SEAL_LEAST, SEAL_MOST = 0.12, 0.4  # of the picture's shorter side
SEAL_SHAPE = 1.45  # its longer side by its shorter
DARK = 100  # of 255: the shade of the paper under text below which the text is lighter
SPECK = 5  # pixels: a spot of ink as small as this is the grain of the paper
THIN = 0.06  # a row with less ink than this, as a share of the fullest, is above or below the line


def plain(image: np.ndarray) -> np.ndarray:
    """image as the engine takes it: height x width x 3, uint8, BGR. image: grey, RGB or RGBA, uint8."""
    if image.ndim == 2:
        return cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    if image.shape[2] == 4:
        share = image[:, :, 3:].astype(np.float32) / 255
        image = (image[:, :, :3] * share + 255 * (1 - share)).astype(np.uint8)
    return np.ascontiguousarray(image[:, :, ::-1])


def dark_on_light(image: np.ndarray, quads: np.ndarray) -> np.ndarray:
    """image (BGR) as it is, or inverted where most of its text is light on dark, as on a slide or a screen at night.
    quads: where its text stands, as from ocr_engine.detect."""
    shades = grey(image)
    papers, weights = [], []
    for quad in quads:
        left, top = np.maximum(quad.min(axis=0), 0).astype(int)
        right, bottom = quad.max(axis=0).astype(int) + 1
        part = shades[top:bottom, left:right]
        if part.size:
            papers.append(float(np.median(part)))
            weights.append(part.size)
    order = np.argsort(papers)
    middle = order[np.searchsorted(np.cumsum(np.array(weights)[order]), sum(weights) / 2)] if papers else 0
    return 255 - image if papers and papers[middle] < DARK else image


def without_seals(image: np.ndarray) -> np.ndarray:
    """image (BGR) with the red of seals bleached, so that the words under them can be read."""
    step = max(1, round(min(image.shape[:2]) / 400))
    small = cv2.resize(image, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA).astype(np.int16)
    red = ((small[:, :, 2] - np.maximum(small[:, :, 0], small[:, :, 1])) > 40).astype(np.uint8)
    if not red.any():
        return image
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, _, found, _ = cv2.connectedComponentsWithStats(joined)
    least, most = (share * min(small.shape[:2]) for share in (SEAL_LEAST, SEAL_MOST))
    out = image
    for left, top, width, height, _ in found[1:count]:
        if max(width, height) > SEAL_SHAPE * min(width, height) or not least <= max(width, height) <= most:
            continue
        if out is image:
            out = image.copy()
        edges = [
            slice(max(0, start - 3) * step, (start + length + 3) * step)
            for start, length in ((top, height), (left, width))
        ]
        out[edges[0], edges[1]] = _bleached(out[edges[0], edges[1]])
    return out


def _bleached(part: np.ndarray) -> np.ndarray:
    """In red light red ink is as light as paper, and black stays black: the red channel, stretched to the paper's
    white."""
    channel = part[:, :, 2].astype(np.float32)
    tinted = part[:, :, 2].astype(np.int16) - part[:, :, :2].max(axis=2) > 25
    ink = float(np.percentile(channel[tinted], 10)) if tinted.any() else 255.0
    level = np.clip(channel / max(ink, 1.0), 0, 1) * 255
    return cv2.merge([level.astype(np.uint8)] * 3)


def grey(image: np.ndarray) -> np.ndarray:
    """image (BGR) without its colours."""
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)


def ink(shades: np.ndarray) -> np.ndarray:
    """Where there is ink on a grey page: 1 or 0, height x width, whatever the light."""
    smooth = cv2.GaussianBlur(shades, (0, 0), 0.8)
    dark = cv2.adaptiveThreshold(smooth, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, _contrast(smooth))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(dark)
    spots = np.zeros(count, np.uint8)
    spots[1:] = boxes[1:, cv2.CC_STAT_AREA] > SPECK
    return spots[labels]


def _contrast(smooth: np.ndarray) -> float:
    """By how much ink is darker than the paper around it at least: beyond the grain of the paper."""
    grain = smooth[::4, ::4].astype(np.int16)
    step = np.abs(np.diff(grain, axis=1))
    return max(15.0, 3.0 * float(np.median(step)) * 1.05)  # the median of |a - b| is 0.95 of the grain's deviation


def trimmed(mask: np.ndarray, rect: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """The rectangle (left, top, right, bottom, in pixels) around the ink inside rect; None where there is none."""
    left, top, right, bottom = rect
    part = mask[top:bottom, left:right]
    if not part.size:
        return None
    sums = [part.sum(axis=axis, dtype=np.int32) for axis in (0, 1)]
    columns, rows = np.flatnonzero(sums[0]), np.flatnonzero(sums[1] > THIN * sums[1].max())
    if not len(columns) or not len(rows):
        return None
    return left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1
