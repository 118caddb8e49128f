"""Objects on an OFD page (GB/T 33190-2016, 8.5 and 11): where its text stands, character by character."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.ofd.package import OfdDocument, find, find_all, floats, tag

Matrix = tuple[float, float, float, float, float, float]
_AS_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
ASCENT, DESCENT = 0.88, 0.12  # of a character's box above and below its baseline, in ems
BLANK = " \t\r\n\u3000\xa0"
_BOLD = 600
_DEEPEST = 8  # composite drawings inside each other
_DRAWN = ("TextObject", "PathObject", "ImageObject")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on the page, in mm. gap: the white space that the file has before it; run: of which text code it
    is."""

    text: str
    left: float
    right: float
    baseline: float
    em: float
    bold: bool
    gap: str
    run: int


@dataclass(frozen=True, slots=True)
class Turned:
    """Text that does not run from left to right, with its box in mm."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float


def glyphs(layers: Iterable[etree._Element], document: OfdDocument) -> Iterator[Glyph | Turned]:
    """The text drawn in some layers, templates or notes, in the order of the file."""
    runs = 0
    for found, matrix in objects(layers, document):
        if tag(found) == "TextObject":
            yield from _codes(found, matrix, document, runs)
            runs += len(found)


def objects(layers: Iterable[etree._Element], document: OfdDocument) -> Iterator[tuple[etree._Element, Matrix]]:
    """The visible text, path and image objects in some layers, in order, with what maps their own coordinates to the
    page."""
    for layer in layers:
        yield from _objects(layer, document, _AS_IS, 0)


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """A point of an object on the page, in mm."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _objects(
    element: etree._Element, document: OfdDocument, matrix: Matrix, depth: int
) -> Iterator[tuple[etree._Element, Matrix]]:
    """The same of an element."""
    for child in element:
        name = tag(child)
        if child.get("Visible", "").lower() == "false":
            continue
        if name in _DRAWN:
            yield child, _placed_by(child, matrix)
        elif name == "CompositeObject" and depth < _DEEPEST:
            unit = document.units.get(child.get("ResourceID", ""))
            content = find(unit, "Content") if unit is not None else None
            if content is not None:
                yield from _objects(content, document, _placed_by(child, matrix), depth + 1)
        elif name in ("Content", "Layer", "PageBlock", "Annot"):
            yield from _objects(child, document, matrix, depth)
        elif name == "Appearance":
            yield from _objects(child, document, _placed_by(child, matrix), depth)


def _placed_by(element: etree._Element, outer: Matrix) -> Matrix:
    """What maps an object's own coordinates to the page: its CTM, then its boundary's corner, then what it stands
    in."""
    inner = floats(element.get("CTM"))
    a, b, c, d, e, f = inner if len(inner) == 6 else _AS_IS
    corner = floats(element.get("Boundary"))
    x, y = corner[:2] if len(corner) == 4 else (0.0, 0.0)
    return _product((a, b, c, d, e + x, f + y), outer)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _codes(element: etree._Element, matrix: Matrix, document: OfdDocument, run: int) -> Iterator[Glyph | Turned]:
    """The characters of a text object."""
    a, b, c, d, e, f = matrix
    size = (floats(element.get("Size")) or [3.5])[0]
    wide = (floats(element.get("HScale")) or [1.0])[0] or 1.0
    em = size * abs(a * d - b * c) ** 0.5
    if not em:
        return
    bold = (floats(element.get("Weight")) or [400])[0] >= _BOLD or element.get("Font") in document.bold
    x = y = 0.0
    for index, code in enumerate(find_all(element, "TextCode")):
        text = (code.text or "").strip("\r\n\t")
        x, y = (floats(code.get("X")) or [x])[0], (floats(code.get("Y")) or [y])[0]
        across = _deltas(code.get("DeltaX"))
        down = _deltas(code.get("DeltaY"))
        places: list[tuple[float, float, float]] = []
        at_x, at_y = x, y
        for place, char in enumerate(text):
            own = size * wide * (1.0 if char >= "\u2e80" else 0.5)
            places.append((at_x, at_y, own))
            at_x += _step(across, place, 0.0 if down else own)
            at_y += _step(down, place, 0.0)
        if not text.strip(BLANK):
            continue
        spots = [(a * px + c * py + e, b * px + d * py + f, a * own) for px, py, own in places]
        if (
            len(spots) > 1
            and abs(spots[-1][1] - spots[0][1]) > abs(spots[-1][0] - spots[0][0])
            or a <= 0
            or abs(b) > abs(a)
        ):
            xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
            yield Turned(text.strip(BLANK), min(xs), min(ys) - ASCENT * em, max(xs) + em, max(ys) + DESCENT * em, em)
            continue
        gap = ""
        for char, (left, baseline, own) in zip(text, spots, strict=True):
            if char in BLANK:
                gap += char
            else:
                yield Glyph(char, left, left + own, baseline, em, bold, gap, run + index)
                gap = ""


def _deltas(text: str | None) -> list[float]:
    """The steps between characters; "g 3 2.5" stands for three of 2.5."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word != "g":
            found += floats(word)
            continue
        times, step = floats(next(words, "")), floats(next(words, ""))
        found += step * min(int(times[0]), 10_000) if times and step else []
    return found


def _step(deltas: list[float], place: int, otherwise: float) -> float:
    """The step after a character; some writers give fewer than there are and mean the last to go on."""
    return deltas[min(place, len(deltas) - 1)] if deltas else otherwise
