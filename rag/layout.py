"""Where the text of a document stood in its file: pages, sheets and slides, lines on a page, tables.

Offsets are those of the document's source text, as everywhere. A file of plain text has an empty layout.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page, sheet or slide. number: from 1; start:end: its text; name: a sheet's; width, height: in points, 0 where
    it has no picture; scanned: its text was read from the picture, by OCR."""

    number: int
    start: int
    end: int
    name: str = ""
    width: float = 0.0
    height: float = 0.0
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page: start:end stands within this box, in shares (0 to 1) of the page's width and height
    from its top left corner. page: the number of the page."""

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, its row and column counted from 0. rows, columns: how many it spans; start == end where it
    is empty."""

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: start:end covers its rows, a line each, the cells of a row in order with tabs between them; of a table
    that no format marks, the lines of its rows as they are, several a row where the text has a cell a line.

    head: how many rows at its top name the columns. caption: the span of the line that names the table, (0, 0) where
    none does.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    head: int = 0
    caption: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """kind: of the file, by its content, as `ingest.kinds.Kind` spells it. Everything rises by start."""

    kind: str = "txt"
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()


PLAIN = Layout()
