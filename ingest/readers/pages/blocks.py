"""Paragraphs and whole tables out of lines and tables in reading order, over page breaks too."""

import re
from collections.abc import Iterator, Sequence

from ingest.readers.pages.continued import CONTINUED, Joined, join_table, opened
from ingest.readers.pages.margins import ALIKE, Margins, Placed, Run
from ingest.readers.pages.paragraphs import Style, goes_on, names_a_table
from ingest.readers.pages.placed import PlacedTable

_EARLY = 3  # usual distances of lines above the foot of the text from which a page ended early
_NOTE = re.compile(r"^(?:[①-⑳⑴-⒇*＊†※]|[\[［〔（(]\s*\d{1,2}\s*[\]］〕）)]|\d{1,2}(?![\d.、．年月日]))")

Block = Sequence[Placed] | Joined


class Blocks:
    """Takes the lines and tables of a document in order and gives its blocks. margins: of its flows; foot: how far down
    the pages text goes, in points; notes: the lines that are footnotes, apart: those that stand apart from the text
    around them, both by id: they stand between a paragraph and its rest on the next page and come after it."""

    def __init__(
        self, margins: Sequence[Margins], style: Style, foot: float, notes: frozenset[int], apart: frozenset[int]
    ) -> None:
        self._margins = margins
        self._style = style
        self._foot = foot
        self._notes = notes
        self._apart = apart
        self._paragraph: list[Placed] = []
        self._held: list[list[Placed]] = []  # what waits for the paragraph to end
        self._table: Joined | None = None
        self._table_page = -1

    def table(self, table: PlacedTable, page: int) -> Iterator[Block]:
        """Add a table; what is complete now."""
        if self._table and page == self._table_page + 1 and len(self._paragraph) <= 1:
            said = self._paragraph if self._paragraph and CONTINUED.match(self._paragraph[0].text) else []
            if (said or not self._paragraph) and join_table(self._table, table, page):
                self._table.said_again += [(page, line.text) for line in said]
                self._table_page, self._paragraph = page, []
                return
        caption = self._caption()
        yield from self.end()
        yield from caption
        self._table, self._table_page = opened(table, page), page

    def _caption(self) -> list[list[Placed]]:
        """The last line of the paragraph, taken off it, where it names the table that comes now."""
        if len(self._paragraph) < 2 or self._held:
            return []
        before, line = self._paragraph[-2:]
        if not names_a_table(before, line, self._margins[line.flow]):
            return []
        return [[self._paragraph.pop()]]

    def line(self, line: Placed) -> Iterator[Block]:
        """Add a line; what is complete now."""
        if id(line) in self._notes or id(line) in self._apart:
            self._hold(line)
            return
        if self._table and (self._paragraph or not CONTINUED.match(line.text)):
            yield self._table
            self._table = None
        if self._paragraph and self._goes_on(self._paragraph, line):
            self._paragraph.append(line)
            return
        yield from self._ended()
        self._paragraph = [line]

    def _hold(self, line: Placed) -> None:
        last = self._held[-1] if self._held else []
        if id(line) in self._apart:
            more = last and last[-1].flow == line.flow and self._goes_on(last, line)
        else:
            more = last and not _NOTE.match(line.text) and last[-1].page == line.page
        if more:
            last.append(line)
        else:
            self._held.append([line])

    def end(self) -> Iterator[Block]:
        """What is not complete before the document ends, or a table begins."""
        if self._table:
            yield self._table
            self._table = None
        yield from self._ended()

    def _ended(self) -> Iterator[Block]:
        if self._paragraph:
            yield self._paragraph
            self._paragraph = []
        yield from self._held
        self._held = []

    def _goes_on(self, paragraph: Sequence[Placed], line: Placed) -> bool:
        style, before = self._style, paragraph[-1]
        if line.page != before.page and not self._held and self._foot - before.middle > _EARLY * style.pitch * style.em:
            return False
        first = len(paragraph) == 1
        return goes_on(before, line, self._margins[before.flow], self._margins[line.flow], style, first)


def footnotes(run: Run, em: float) -> list[Placed]:
    """The lines at the foot of a flow that are footnotes: in smaller type than the text, the first with a mark."""
    at = len(run.lines)
    while at and run.lines[at - 1].em * ALIKE < em:
        at -= 1
    notes = list(run.lines[at:])
    while notes and not _NOTE.match(notes[0].text):
        notes.pop(0)
    return notes if at > 0 else []
