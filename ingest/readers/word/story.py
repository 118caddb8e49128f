"""What binary Word files and RTF have in common: paragraphs that say of themselves where they stand, written as source
text."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest import line_ends
from ingest.kinds import Kind
from ingest.readers.builder import Builder
from ingest.readers.docx import messages
from ingest.readers.word.lines import LONG, one_line
from ingest.readers.word.list_labels import joined
from ingest.readers.word.rows import Row, RowCell, grid
from ingest.source import Reading


@dataclass(slots=True)
class Paragraph:
    """A paragraph. text: as shown, soft breaks as line feeds; label: its list's; level: of a heading, a title's 0;
    contents: a line of a table of contents; struck, hidden: deleted by a revision, not shown; table: how deep it stands
    in tables; cell_end: it ends a cell; row: the shape of the row that it ends; notes, boxes: what its notes and text
    boxes hold."""

    text: str = ""
    label: str = ""
    level: int | None = None
    contents: bool = False
    struck: str = ""
    hidden: str = ""
    table: int = 0
    cell_end: bool = False
    row: Row | None = None
    notes: list[list["Paragraph"]] = field(default_factory=list)
    boxes: list[list["Paragraph"]] = field(default_factory=list)

    @property
    def line(self) -> str:
        """Its label and its text."""
        return joined(self.label, self.text).strip()


class StoryWriter:
    """Writes paragraphs into a source text. What is no text of the document is kept until its end."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._builder = Builder()
        self._notes: list[list[Paragraph]] = []  # of the last paragraphs, not yet written
        self._struck: list[str] = []
        self._hidden: list[str] = []

    def story(self, paragraphs: list[Paragraph]) -> None:
        """Write a stretch of text, paragraphs and tables."""
        found = list(paragraphs)
        while found and not found[-1].line and not found[-1].boxes and not found[-1].table:
            self._resolved([found.pop()])  # a story ends with a paragraph that says nothing
        for in_table, group in groupby(found, key=lambda each: each.table > 0):
            block = list(group)
            if in_table:
                self._table(block)
                continue
            for index, paragraph in enumerate(block):
                self._paragraph(paragraph, next((each for each in block[index + 1 :] if each.text.strip()), None))

    def reading(
        self, running: Iterable[Paragraph] = (), comments: Iterable[Paragraph] = (), warnings: Iterable[str] = ()
    ) -> Reading:
        """End it. running: paragraphs of headers and footers."""
        self._write_notes()
        heads = dict.fromkeys(line for line in self._lines(running) if any(map(str.isalnum, line)))
        for line in (*heads, *self._lines(comments), *self._struck, *self._hidden):
            self._builder.line(" ".join(line.split()), aside=True)
        found = [messages.REVISIONS] if self._struck else []
        if any(any(map(str.isalnum, text)) for text in self._hidden):
            found.append(messages.HIDDEN)
        return self._builder.reading(self._kind, [*found, *warnings])

    def _paragraph(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        text, level = paragraph.text, paragraph.level
        heads_contents = "".join(text.split()) == "目录" and following is not None and following.contents
        if paragraph.contents or heads_contents:
            self._builder.line(" ".join(text.split()), aside=True)
        elif level is not None:
            self._builder.line(joined(paragraph.label, one_line(text)), level)
        else:
            for line in (joined(paragraph.label, text) if text.strip() else text).split("\n"):
                self._builder.line(line.rstrip())
        self._hangings([paragraph])
        if level is None and (line_ends.ENDED.search(text.rstrip()) or len(text) > LONG):
            self._write_notes()

    def _table(self, paragraphs: list[Paragraph]) -> None:
        """Write a table; one of a single column only frames its text, tables among it."""
        found = grid(_rows(paragraphs))
        if found.columns > 1:
            self._builder.table(found.cells, found.head)
            self._hangings(paragraphs)
            self._write_notes()
            return
        for nested, group in groupby(paragraphs, key=lambda each: each.table > 1):
            if nested:
                self._table([replace(each, table=each.table - 1) for each in group])
                continue
            for paragraph in group:
                if paragraph.row is None and paragraph.line:
                    self._paragraph(paragraph, None)

    def _hangings(self, paragraphs: list[Paragraph]) -> None:
        """Write the text boxes of paragraphs; keep their notes."""
        self._resolved(paragraphs)
        for paragraph in paragraphs:
            self._notes += paragraph.notes
            for box in paragraph.boxes:
                self.story(box)

    def _write_notes(self) -> None:
        for note in self._notes:
            for line in self._lines(note):
                self._builder.line(one_line(line))
        self._notes = []

    def _lines(self, paragraphs: Iterable[Paragraph]) -> list[str]:
        found = list(paragraphs)
        self._resolved(found)
        boxed = ([each, *(part for box in each.boxes for part in box)] for each in found)
        return [part.line for parts in boxed for part in parts if part.line]

    def _resolved(self, paragraphs: list[Paragraph]) -> None:
        """Note what paragraphs say no more."""
        self._struck += [each.struck for each in paragraphs if each.struck.strip()]
        self._hidden += [each.hidden for each in paragraphs if each.hidden.strip()]


def _rows(paragraphs: list[Paragraph]) -> list[Row]:
    """The rows of a table, the text of its cells filled in; tables within its cells become their text."""
    rows: list[Row] = []
    cells: list[str] = []
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.table <= 1 and paragraph.row:
            rows.append(_filled(paragraph.row, cells))
            cells, lines = [], []
            continue
        if paragraph.row is None and paragraph.line:
            lines.append(paragraph.line)
        if paragraph.table <= 1 and paragraph.cell_end:
            cells.append("\n".join(lines))
            lines = []
    if lines:
        cells.append("\n".join(lines))
    return [*rows, _filled(Row(), cells)] if cells else rows


def _filled(row: Row, texts: list[str]) -> Row:
    shapes = [*row.cells[: len(texts)], *([RowCell()] * (len(texts) - len(row.cells)))]
    return Row([replace(shape, text=text) for shape, text in zip(shapes, texts, strict=True)], row.head)
