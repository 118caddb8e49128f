"""What a pdf's page draws besides text: ruling lines and pictures."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pypdfium2.raw as pdfium

from ingest.readers.builder import Box
from ingest.readers.pdf.text import Frame

_THIN = 4.0  # points up to which a filled rectangle is a line
_LONG = 6.0  # points from which a line rules something
_DEEP = 4  # forms within forms that are looked into
_MOST = 20_000  # objects of a page that are looked at: a map or a drawing has more, and no table


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line, in shares of the page: at y from left to right, or at x from top to bottom."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Marks:
    """rules: lines that may rule a table; pictures: where images stand; shapes: how many paths are drawn."""

    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    shapes: int


Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def read_marks(page: pdfium.FPDF_PAGE, frame: Frame) -> Marks:
    """The marks of a page."""
    rules: list[Rule] = []
    pictures: list[Box] = []
    shapes = 0
    kind, path, image = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE
    text = pdfium.FPDF_PAGEOBJ_TEXT
    items = list(map(partial(pdfium.FPDFPage_GetObject, page), range(min(pdfium.FPDFPage_CountObjects(page), _MOST))))
    left = iter(range(_MOST))
    for item, found in zip(items, map(kind, items), strict=True):
        if found == text:
            continue
        for inner, at in _inside(item, found, _PLAIN, 0, left):
            within = kind(inner)
            if within == path:
                shapes += 1
                rules.extend(_rules(inner, at, frame))
            elif within == image and (box := _bounds(inner, at, frame)):
                pictures.append(box)
    return Marks(tuple(rules), tuple(pictures), shapes)


def _inside(
    item: pdfium.FPDF_PAGEOBJECT, kind: int, at: Matrix, depth: int, left: Iterator[int]
) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, Matrix]]:
    """An object, or those in the form that it is, with the matrix that puts each on the page. left: goes on for as many
    objects in forms as may still be looked at."""
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield item, at
    elif depth < _DEEP:
        inner = _times(_matrix(item), at)
        for index, _ in zip(range(pdfium.FPDFFormObj_CountObjects(item)), left, strict=False):
            part = pdfium.FPDFFormObj_GetObject(item, index)
            yield from _inside(part, pdfium.FPDFPageObj_GetType(part), inner, depth + 1, left)


def _bounds(item: pdfium.FPDF_PAGEOBJECT, at: Matrix, frame: Frame) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    (x1, y1), (x2, y2) = _moved(left.value, bottom.value, at), _moved(right.value, top.value, at)
    return Box(*frame.place(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))


def _moved(x: float, y: float, at: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = at
    return a * x + c * y + e, b * x + d * y + f


def _rules(item: pdfium.FPDF_PAGEOBJECT, at: Matrix, frame: Frame) -> Iterator[Rule]:
    """The level and upright lines that a path draws: its strokes, the edges of a stroked rectangle, thin filled
    rectangles."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = _times(_matrix(item), at)
    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[tuple[float, float]]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _MOST)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, matrix)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            shapes[-1].append(point)
        else:
            shapes.append([point])  # a curve rules nothing
        if pdfium.FPDFPathSegment_GetClose(segment) and len(shapes[-1]) > 2:
            shapes[-1].append(shapes[-1][0])
    for shape in shapes:
        xs, ys = [point[0] for point in shape], [point[1] for point in shape]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        if min(right - left, top - bottom) <= _THIN and (not stroke.value or len(shape) > 2):
            yield from (
                _line((left, (bottom + top) / 2), (right, (bottom + top) / 2), frame)
                if (right - left > top - bottom)
                else _line(((left + right) / 2, bottom), ((left + right) / 2, top), frame)
            )
        elif stroke.value:
            for start, end in zip(shape, shape[1:], strict=False):
                yield from _line(start, end, frame)


def _line(start: tuple[float, float], end: tuple[float, float], frame: Frame) -> Iterator[Rule]:
    across, up = abs(end[0] - start[0]), abs(end[1] - start[1])
    if max(across, up) < _LONG or min(across, up) > 1.0:
        return
    left, top, right, bottom = frame.place(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )
    if (right - left) * frame.width > (bottom - top) * frame.height:
        yield Rule(True, (top + bottom) / 2, left, right)
    else:
        yield Rule(False, (left + right) / 2, top, bottom)
