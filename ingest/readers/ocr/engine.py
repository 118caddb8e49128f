"""The OCR engine: finds lines of text in a picture and reads them. RapidOCR with the PP-OCR models of its own wheel.

Only the model files named here are opened, so nothing is ever fetched. One engine a process, made when first needed.
"""

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

# Longer side, in pixels, of the picture in which text is looked for: on A4 it finds the lines that 2016 finds, in a
# third of the time. Where type turns out smaller than SMALL there, it is looked for once more, at up to SIDE_MOST.
SIDE, SIDE_MOST, SMALL = 1280, 2560, 13
SMALL_PART, MARGIN = 0.5, 0.03  # of the longer side: text that takes up less is looked for by itself, with this margin
STRIDE = 32  # both sides of that picture are multiples of it

_threads = -1


@dataclass(frozen=True, slots=True)
class Heard:
    """A line as the engine reads it. score: 0 to 1; at: where in the picture's width (0 to 1) the middle of each
    character stands, one for each character of text."""

    text: str
    score: float
    at: tuple[float, ...]


def use_threads(count: int) -> None:
    """How many threads the engine of this process may use; to be called before its first page."""
    global _threads
    if count != _threads:
        _threads = count
        _engine.cache_clear()


@cache
def _engine():
    # Its logger prints to stderr whatever its level says until the engine is made.
    logging.getLogger("RapidOCR").disabled = True
    import rapidocr

    logging.getLogger("RapidOCR").disabled = True
    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "Global.use_vertical_padding": False,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Det.limit_side_len": STRIDE,  # the picture is scaled here
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Rec.rec_batch_num": 1,  # as fast as six on a CPU; lines padded to the longest are read worse
            "EngineConfig.onnxruntime.intra_op_num_threads": _threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def detect(image: np.ndarray) -> np.ndarray:
    """Where text stands in image (height x width x 3, uint8, BGR): quadrangles, N x 4 x 2 float32 in its pixels,
    corners clockwise from the top left."""
    side = SIDE
    quads = _detect(image, side)
    if len(quads) and (part := _occupied(quads, image.shape)):
        left, top, right, bottom = part
        return detect(np.ascontiguousarray(image[top:bottom, left:right])) + np.float32([left, top])
    if len(quads) and max(image.shape[:2]) > side:
        scale = side / max(image.shape[:2])
        heights = np.minimum(*(np.linalg.norm(quads[:, 0] - quads[:, corner], axis=1) for corner in (1, 3)))
        if (height := float(np.median(heights)) * scale) < SMALL:
            quads = _detect(image, min(SIDE_MOST, round(side * 1.6 * SMALL / height)))
    return quads


def _occupied(quads: np.ndarray, shape: tuple[int, ...]) -> tuple[int, int, int, int] | None:
    """The part of a picture (left, top, right, bottom, in pixels) that all its text stands in, where that is small and
    the rest empty: a page copied into the middle of a large sheet."""
    height, width = shape[:2]
    if max(height, width) <= SIDE:
        return None
    margin = MARGIN * max(height, width)
    left, top = np.maximum(quads.min(axis=(0, 1)) - margin, 0)
    right, bottom = np.minimum(quads.max(axis=(0, 1)) + margin, (width, height))
    if max(right - left, bottom - top) > SMALL_PART * max(height, width):
        return None
    return int(left), int(top), int(right), int(bottom)


def _detect(image: np.ndarray, side: int) -> np.ndarray:
    from rapidocr.main import RapidOCRError

    height, width = image.shape[:2]
    scale = min(1.0, side / max(height, width))
    fitted = [max(STRIDE, round(edge * scale / STRIDE) * STRIDE) for edge in (width, height)]
    small = cv2.resize(image, fitted, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    try:
        _, found = _engine().detect_and_crop(small, {})
    except RapidOCRError:  # "The text detection result is empty"
        return np.empty((0, 4, 2), np.float32)
    return found.boxes.astype(np.float32) * np.float32([width / fitted[0], height / fitted[1]])


def recognise(crops: list[np.ndarray]) -> list[Heard]:
    """What is written in each of crops: pictures of one line each, as image in detect."""
    if not crops:
        return []
    found = _engine().recognize_txt(crops)
    return [
        Heard(text, float(score), _places(text, words))
        for text, score, words in zip(found.txts, found.scores, found.word_results, strict=True)
    ]


def _places(text: str, words) -> tuple[float, ...]:
    """The engine gives columns of all characters but spaces; a space stands between its neighbours."""
    columns = [column for word in words.word_cols for column in word]
    places: list[float] = []
    given = iter(columns)
    for char in text:
        places.append(-1.0 if char.isspace() else (next(given, -1) + 0.5) / max(words.line_txt_len, 1))
    for index, place in enumerate(places):
        if place < 0:
            before = places[index - 1] if index else 0.0
            after = next((later for later in places[index + 1 :] if later >= 0), 1.0)
            places[index] = (before + after) / 2
    return tuple(places)
