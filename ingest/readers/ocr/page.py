"""Pages read by OCR: what the engine was not sure of, and where on the picture their words stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from ingest.readers.ocr.messages import ILLEGIBLE, UNCLEAR
from ingest.readers.ocr.pose import through
from ingest.readers.pages.placed import PlacedPage
from ingest.source import Reading
from rag.layout import Line

_RISE = 0.6  # of a line's own height: a mark on a line askew is parted so that none of its parts rises more


@dataclass(frozen=True, slots=True)
class ScannedPage(PlacedPage):
    """A page read by OCR, its lines and tables placed on the page set upright, and width and height those of that page.

    unclear: how many lines of it the engine was not sure of; illegible: it holds writing that could not be read; back:
    where the picture is not upright itself, from shares of that page to shares of the picture, the rows of a homography
    (3 x 3); picture: its width and height then, in points.
    """

    unclear: int = 0
    illegible: bool = False
    back: tuple[tuple[float, ...], ...] = ()
    picture: tuple[float, float] = (0.0, 0.0)


def unclear(pages: Iterable[PlacedPage]) -> tuple[str, ...]:
    """What is to be told of pages read by OCR: how many of their lines may be wrong, and which could not be read at
    all."""
    scanned = [page for page in pages if isinstance(page, ScannedPage)]
    count = sum(page.unclear for page in scanned)
    numbers = "、".join(str(page.number) for page in scanned if page.illegible)
    found = ((UNCLEAR, count), (ILLEGIBLE, numbers))
    return tuple(sentence.format(count=value) for sentence, value in found if value)


def as_pictured(reading: Reading, pages: Iterable[PlacedPage]) -> Reading:
    """reading with the boxes of its lines where the words stand in the pictures, for those of pages whose picture is
    turned or askew. pages: from which reading was assembled."""
    tilted = {page.number: page for page in pages if isinstance(page, ScannedPage) and page.back}
    if not tilted:
        return reading
    lines: list[Line] = []
    for line in reading.layout.lines:
        lines += _parts(line, tilted[line.page]) if line.page in tilted else [line]
    layout = replace(
        reading.layout,
        lines=tuple(lines),
        pages=tuple(
            replace(page, width=tilted[page.number].picture[0], height=tilted[page.number].picture[1])
            if page.number in tilted
            else page
            for page in reading.layout.pages
        ),
    )
    return replace(reading, layout=layout)


def _parts(line: Line, page: ScannedPage) -> Iterator[Line]:
    """The line on the picture: as one box, or as steps along it where it is askew."""
    matrix = np.array(page.back)
    edges = np.array([(line.left, line.top), (line.right, line.top), (line.left, line.bottom)])
    corner, end, below = through(matrix, edges)
    along, across = np.abs(end - corner), np.abs(below - corner)
    rise, height = (along[1], across[1]) if along[0] > along[1] else (along[0], across[0])
    count = max(1, min(line.end - line.start, int(np.ceil(rise / max(height * _RISE, 1e-6)))))
    steps = [line.start + round((line.end - line.start) * step / count) for step in range(count + 1)]
    for start, end in zip(steps, steps[1:], strict=False):
        lefts = [
            line.left + (line.right - line.left) * (at - line.start) / (line.end - line.start) for at in (start, end)
        ]
        corners = through(matrix, np.array([(x, y) for x in lefts for y in (line.top, line.bottom)]))
        low, high = np.clip(corners.min(axis=0), 0, 1), np.clip(corners.max(axis=0), 0, 1)
        yield Line(start, end, line.page, *(round(float(edge), 4) for edge in (*low, *high)))
