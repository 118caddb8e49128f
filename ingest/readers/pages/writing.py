"""Writes paragraphs and tables that stand on pages: text through a Builder, with where each line stood."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.kinds import Kind
from ingest.readers.builder import Box, Builder
from ingest.readers.pages.continued import Joined
from ingest.readers.pages.margins import Placed
from ingest.readers.pages.paragraphs import joint
from ingest.readers.pages.placed import PlacedLine, PlacedPage
from ingest.source import Reading
from rag.layout import Line, Page


class Writing:
    """A source text of pages in the making. A paragraph or table may go on over page breaks: what runs at the foot of a
    page that it leaves is written before it, what runs at the head of one that it enters after it."""

    def __init__(self, pages: Sequence[PlacedPage], running: Sequence[frozenset[int]]) -> None:
        self._pages = pages
        self._running = running
        self._builder = Builder()
        self._starts: list[int] = []
        self._lines: list[Line] = []
        self._tables: list[
            list[tuple[int, Box | None]]
        ] = []  # for each the page and box of its cells as they are written

    def paragraph(self, lines: Sequence[Placed]) -> None:
        """Add a paragraph of these lines."""
        first, last = lines[0].page, lines[-1].page
        self._turn_to(first)
        if last > first:
            self._aside(first, foot=True)
        at, parts = self._builder.at, []
        for index, placed in enumerate(lines):
            text = placed.text
            tie = ""
            if index + 1 < len(lines):
                text, tie = joint(text, lines[index + 1].text)
            if placed.page >= len(self._starts):
                self._started(placed.page, at)
            self._place(at, at + len(text), placed.page, placed.line)
            parts.append(text + tie)
            at += len(text) + len(tie)
        self._builder.line("".join(parts))
        self._entered(first, last)

    def table(self, table: Joined) -> None:
        """Add a table."""
        pages = [page for _, page in table.cells]
        first, last = min(pages, default=0), max(pages, default=0)
        self._turn_to(first)
        if last > first:
            self._aside(first, foot=True)
        ordered = sorted(table.cells, key=lambda pair: (pair[0].row, pair[0].column))
        columns = max((cell.column + cell.columns for cell, _ in ordered), default=0)
        if columns < 2 or len(ordered) < 2:
            for cell, page in (pair for pair in ordered if pair[0].text.strip()):
                self._plain(cell.text, page, cell.box)
        else:
            self._builder.table(cell for cell, _ in ordered)
            self._tables.append([(page, cell.box) for cell, page in ordered])
            self._started(last)  # put right when the cells' places are known
        self._entered(first, last)
        for _, text in table.said_again:
            self._builder.line(text, aside=True)

    def reading(self, kind: Kind, warnings: Iterable[str]) -> Reading:
        """What has been written."""
        self._turn_to(len(self._pages) - 1)
        if self._pages:
            self._aside(len(self._pages) - 1, foot=True)
        reading = self._builder.reading(kind, warnings)
        for table, places in zip(reading.layout.tables, self._tables, strict=True):
            for cell, (page, box) in zip(table.cells, places, strict=True):
                self._starts[page] = min(self._starts[page], cell.start)
                if box:
                    self._place(cell.start, cell.end, page, box)
        ends = [*self._starts[1:], len(reading.text)]
        pages = tuple(
            Page(page.number, start, end, "", page.width, page.height, page.scanned)
            for page, start, end in zip(self._pages, self._starts, ends, strict=True)
        )
        lines = tuple(sorted(self._lines, key=lambda line: line.start))
        return replace(reading, layout=replace(reading.layout, pages=pages, lines=lines))

    def _started(self, page: int, at: int | None = None) -> None:
        """Pages up to this one have begun, at a place within what is being written."""
        while len(self._starts) <= page:
            self._starts.append(self._builder.at if at is None else at)

    def _plain(self, text: str, page: int, box: Box | None) -> None:
        self._started(page)
        start, end = self._builder.line(text)
        if box:
            self._place(start, end, page, box)

    def _turn_to(self, page: int) -> None:
        """Begin the pages up to this one."""
        while len(self._starts) <= page:
            if self._starts:
                self._aside(len(self._starts) - 1, foot=True)
            self._starts.append(self._builder.at)
            self._aside(len(self._starts) - 1, foot=False)

    def _entered(self, first: int, last: int) -> None:
        for page in range(first + 1, last + 1):
            self._aside(page, foot=False)
            if page < last:
                self._aside(page, foot=True)

    def _aside(self, page: int, foot: bool) -> None:
        """Write what runs at the head or foot of a page, once."""
        lines = self._pages[page].lines
        for index in sorted(self._running[page]):
            line = lines[index]
            if (line.top > 0.5) == foot:
                self._place(*self._builder.line(line.text, aside=True), page, line)

    def _place(self, start: int, end: int, page: int, box: Box | PlacedLine) -> None:
        if end > start:
            left, top = round(box.left, 4), round(box.top, 4)
            right, bottom = round(box.right, 4), round(box.bottom, 4)
            self._lines.append(Line(start, end, self._pages[page].number, left, top, right, bottom))
