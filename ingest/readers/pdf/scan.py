"""Pages of a pdf as pictures: which need OCR, and what OCR finds on them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np
import pypdfium2 as pdfium

from ingest.readers.builder import Box, GridCell
from ingest.readers.pages.placed import PlacedLine, PlacedPage, PlacedTable
from ingest.readers.pdf.marks import Marks
from ingest.readers.pdf.quality import is_garbled

_DPI = 200
_MOST_PIXELS = 24_000_000  # of a page's picture: A3 at 200 dpi has 7.7 million
_MOST_SIDE = 5000
_LITTLE = 30  # characters up to which a page under a large picture is a scan with a stamp or a page number on it
_LARGE = 0.5  # share of the page that the picture of a scan covers
_PICTURE = 0.08  # share of the page from which a picture may hold text worth reading: a seal or a logo is smaller
_DRAWN = 25  # shapes from which a page without text may be text drawn as outlines


class Need(Enum):
    """What a page needs. NOTHING: its text is what it shows; SCANNED, GARBLED: OCR of it all; PICTURES: of its
    pictures."""

    NOTHING = auto()
    SCANNED = auto()
    GARBLED = auto()
    PICTURES = auto()


@dataclass(frozen=True, slots=True)
class Judged:
    """need: of a page; pictures: those to be read, where it needs only that."""

    need: Need
    pictures: tuple[Box, ...] = ()


def judge(text: str, lines: Sequence[PlacedLine], marks: Marks) -> Judged:
    """What a page needs. text: its text layer; lines: made of it."""
    if not text or text.isspace():
        if marks.shapes >= _DRAWN or any(_area(box) > _PICTURE / 4 for box in marks.pictures):
            return Judged(Need.SCANNED)
        return Judged(Need.NOTHING)
    if is_garbled(text):
        return Judged(Need.GARBLED)
    if not marks.pictures:
        return Judged(Need.NOTHING)
    covered = min(1.0, sum(_area(box) for box in marks.pictures))
    if covered >= _LARGE and sum(len(line.text) for line in lines) <= _LITTLE:
        return Judged(Need.SCANNED)
    bare = tuple(box for box in marks.pictures if _area(box) >= _PICTURE and not _has_text(box, lines))
    return Judged(Need.PICTURES, bare) if bare else Judged(Need.NOTHING)


def _area(box: Box) -> float:
    wide = min(1.0, box.right) - max(0.0, box.left)
    high = min(1.0, box.bottom) - max(0.0, box.top)
    return max(0.0, wide) * max(0.0, high)


def _has_text(box: Box, lines: Sequence[PlacedLine]) -> bool:
    """Whether a picture lies under text: a background, or a scan whose text layer has been found good."""
    return any(
        box.left <= (line.left + line.right) / 2 <= box.right and box.top <= (line.top + line.bottom) / 2 <= box.bottom
        for line in lines
    )


def picture(page: pdfium.PdfPage, box: Box | None = None) -> np.ndarray:
    """A page, or a part of it, as it is shown: height x width x 3, RGB."""
    width, height = page.get_size()
    part = box or Box(0.0, 0.0, 1.0, 1.0)
    left, top = max(0.0, part.left), max(0.0, part.top)
    right, bottom = min(1.0, part.right), min(1.0, part.bottom)
    wide, high = max(1.0, width * (right - left)), max(1.0, height * (bottom - top))
    scale = min(_DPI / 72, (_MOST_PIXELS / (wide * high)) ** 0.5, _MOST_SIDE / max(wide, high))
    crop = (left * width, (1 - bottom) * height, (1 - right) * width, top * height)
    bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True, prefer_bgrx=False)
    image = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return image


def scanned(image: np.ndarray, number: int, width: float, height: float, kept: Sequence[PlacedLine] = ()) -> PlacedPage:
    """A page read by OCR. kept: lines of its text layer, which stay; what OCR reads in their place does not."""
    from ingest.readers.ocr import read_picture

    found = read_picture(image, number, width, height)
    if not kept:
        return found
    read = [line for line in found.lines if not any(_is_same(line, other) for other in kept)]
    return replace(found, lines=(*read, *kept))


def read_pictures(
    images: Sequence[np.ndarray], boxes: Sequence[Box], number: int, width: float, height: float
) -> tuple[list[PlacedLine], list[PlacedTable]]:
    """The lines and tables that OCR finds in pictures on a page, placed on the page."""
    from ingest.readers.ocr import read_picture

    lines: list[PlacedLine] = []
    tables: list[PlacedTable] = []
    for image, box in zip(images, boxes, strict=True):
        wide, high = box.right - box.left, box.bottom - box.top
        found = read_picture(image, number, width * wide, height * high)
        lines += [_moved(line, box) for line in found.lines]
        tables += [_moved_table(table, box) for table in found.tables]
    return lines, tables


def _on_page(inner: Box, outer: Box) -> Box:
    wide, high = outer.right - outer.left, outer.bottom - outer.top
    return Box(
        outer.left + inner.left * wide,
        outer.top + inner.top * high,
        outer.left + inner.right * wide,
        outer.top + inner.bottom * high,
    )


def _moved(line: PlacedLine, box: Box) -> PlacedLine:
    at = _on_page(line.box, box)
    return replace(
        line, left=at.left, top=at.top, right=at.right, bottom=at.bottom, size=line.size * (box.bottom - box.top)
    )


def _moved_table(table: PlacedTable, box: Box) -> PlacedTable:
    at = _on_page(Box(table.left, table.top, table.right, table.bottom), box)
    cells: tuple[GridCell, ...] = tuple(
        replace(cell, box=_on_page(cell.box, box)) if cell.box else cell for cell in table.cells
    )
    return PlacedTable(at.left, at.top, at.right, at.bottom, cells)


def _is_same(read: PlacedLine, known: PlacedLine) -> bool:
    """Whether a line that OCR read is one that the text layer has: not so where that is a watermark over much more."""
    x, y = (read.left + read.right) / 2, (read.top + read.bottom) / 2
    inside = known.left <= x <= known.right and known.top <= y <= known.bottom
    return inside and known.bottom - known.top <= 2 * (read.bottom - read.top)
