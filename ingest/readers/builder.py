"""Builds a source text line by line, with its layout. Every reader of a format with structure writes into one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.kinds import Kind
from ingest.source import Reading, Styled
from rag.layout import Cell, Layout, Line, Page, Table

_BREAKS = re.compile(r"[ \t]*[\t\r\n\v\f\x85\u2028\u2029]+[ \t]*")
TAB = "\t"  # between the cells of a row


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in shares (0 to 1) of its width and height from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table as a format gives it; row and column from 0; box: where it stands on its page, where known."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    box: Box | None = None


class Builder:
    """A source text in the making. Lines end with a line feed; a paragraph is one line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._pages: list[Page] = []
        self._lines: list[Line] = []
        self._tables: list[Table] = []
        self._headings: list[Styled] = []
        self._aside: list[tuple[int, int]] = []

    @property
    def at(self) -> int:
        """Where the next character will stand."""
        return self._at

    def page(self, number: int, name: str = "", width: float = 0.0, height: float = 0.0, scanned: bool = False) -> None:
        """Begin a page, sheet or slide; the one before ends here."""
        self._end_page()
        self._pages.append(Page(number, self._at, self._at, name, width, height, scanned))

    def line(self, text: str, level: int | None = None, aside: bool = False) -> tuple[int, int]:
        """Add a paragraph and return its span. level: where the format says it is a heading (0: the title); aside: no
        text of the document."""
        start = self._at
        self._add(text + "\n")
        span = (start, start + len(text))
        if level is not None and text.strip():
            self._headings.append(Styled(level, *span))
        if aside:
            self._aside.append((start, self._at))
        return span

    def place(self, start: int, end: int, box: Box) -> None:
        """Say where on the page that is being written start:end stands."""
        if self._pages and end > start:
            edges = (round(edge, 4) for edge in (box.left, box.top, box.right, box.bottom))
            self._lines.append(Line(start, end, self._pages[-1].number, *edges))

    def table(self, cells: Iterable[GridCell], head: int = 0) -> tuple[int, int]:
        """Add a table, a line a row, and return its span. Breaks inside a cell become spaces. head: rows that the
        format itself says name the columns, 0 where it does not say."""
        start = self._at
        rows: dict[int, list[GridCell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        written: list[Cell] = []
        for row in range(max(rows, default=-1) + 1):
            for index, cell in enumerate(sorted(rows.get(row, ()), key=lambda cell: cell.column)):
                if index:
                    self._add(TAB)
                text = _BREAKS.sub(" ", cell.text.strip())
                written.append(Cell(row, cell.column, self._at, self._at + len(text), cell.rows, cell.columns))
                self._add(text)
                if cell.box:
                    self.place(self._at - len(text), self._at, cell.box)
            self._add("\n")
        if written:
            self._tables.append(Table(start, self._at - 1, tuple(written), head))
        return start, max(start, self._at - 1)

    def reading(self, kind: Kind, warnings: Iterable[str] = ()) -> Reading:
        """What has been written."""
        self._end_page()
        layout = Layout(
            kind.value, tuple(self._pages), tuple(sorted(self._lines, key=lambda line: line.start)), tuple(self._tables)
        )
        return Reading("".join(self._parts), layout, tuple(self._headings), tuple(self._aside), tuple(warnings))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)

    def _end_page(self) -> None:
        if self._pages:
            last = self._pages[-1]
            self._pages[-1] = Page(last.number, last.start, self._at, last.name, last.width, last.height, last.scanned)
