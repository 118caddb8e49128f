"""Lines and tables where they stand on a page: what is read from a pdf's page or from a picture, before it becomes
text."""

from dataclasses import dataclass

from ingest.readers.builder import Box, GridCell


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line as it stands on a page. left … bottom: in shares (0 to 1) of the page's width and height from its top left
    corner; size: height of its type as a share of the page's height; bold: set in heavier type than its kind is; aside:
    no text of the document, by the way it is set, as a watermark that runs across the page; pieces: of how many parts
    that stand apart it is a row.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    aside: bool = False
    pieces: int = 1

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table as it stands on a page, placed as a line is. cells: merged ones once, at their top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page. number: from 1; width, height: in points as it is shown, turned upright; lines: in reading order, those
    of the tables left out; scanned: they were read from its picture, by OCR; frames: boxes drawn around text that
    stands beside other text."""

    number: int
    width: float
    height: float
    lines: tuple[PlacedLine, ...]
    tables: tuple[PlacedTable, ...] = ()
    scanned: bool = False
    frames: tuple[Box, ...] = ()


def holds(box: Box, line: PlacedLine) -> bool:
    """Whether a line stands in a box."""
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    inside = box.left < x < box.right and box.top < y < box.bottom
    return inside and line.right - line.left <= (box.right - box.left) * 1.02
